import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { setupServer } from "msw/node";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { accessibilityFaults, renderInApp, startFrench } from "../../../test/render";
import { describeDevice } from "../account/devices";
import { readAddresses } from "./emails";
import { manifest } from "./manifest";
import { SecondFactorForm } from "./SecondFactorForm";
import { CompanyStep } from "./WelcomeSteps";

const server = setupServer();
const url = (path: string) => new URL(`/_allauth/browser/v1${path}`, window.location.origin).href;
beforeAll(async () => {
  server.listen({ onUnhandledRequest: "error" });
  await startFrench(...(manifest.messages ?? []));
});
afterEach(() => server.resetHandlers());
afterAll(() => server.close());

test("six digits are sent by themselves and a wrong code is explained", async () => {
  const onDone = vi.fn();
  server.use(
    http.post(url("/auth/2fa/authenticate"), async ({ request }) => {
      const { code } = (await request.json()) as { code: string };
      if (code === "123456") return HttpResponse.json({ status: 200, data: {} });
      return HttpResponse.json(
        { status: 400, errors: [{ code: "incorrect_code", param: "code", message: "Incorrect code." }] },
        { status: 400 },
      );
    }),
  );
  const { container } = renderInApp(
    <SecondFactorForm types={["totp", "recovery_codes"]} onDone={onDone} onRestart={vi.fn()} />,
  );
  expect(await accessibilityFaults(container)).toEqual([]);
  const field = screen.getByLabelText("Code à six chiffres");

  await userEvent.type(field, "000000");
  expect(await screen.findByText(/Ce code n’est pas le bon/)).toBeInTheDocument();
  await userEvent.clear(field);
  await userEvent.type(field, "123456");

  await vi.waitFor(() => expect(onDone).toHaveBeenCalledOnce());
});

test("the welcome says how many digits of the SIREN are missing, and when its key is wrong", async () => {
  const draw = (siren: string) =>
    renderInApp(<CompanyStep value={{ company_name: "Orme", siren }} onChange={vi.fn()} onNext={vi.fn()} />);
  const { unmount } = draw("91234567");
  await userEvent.click(screen.getByRole("button", { name: "Continuer" }));
  expect(screen.getByText("8 chiffres saisis, il en faut 9.")).toBeInTheDocument();
  unmount();

  draw("732829321");

  expect(screen.getByText(/Le dernier chiffre ne correspond pas/)).toBeInTheDocument();
});

test("addresses are read from lines, commas and names; a half-typed one is not yet wrong", () => {
  expect(readAddresses("Inès <ines@nordet.example>, hugo@nordet.example\nines@nordet.example\nthe")).toEqual({
    valid: ["ines@nordet.example", "hugo@nordet.example"],
    invalid: [],
  });
  expect(readAddresses("oups, hugo@nordet.example").invalid).toEqual(["oups"]);
});

test("devices are named from what the browser says", () => {
  expect(
    describeDevice("Mozilla/5.0 (Windows NT 10.0) AppleWebKit Chrome/156.0 Safari/537 Edg/156.0"),
  ).toEqual({
    browser: "Edge",
    system: "Windows",
    phone: false,
  });
  expect(describeDevice("curl/8").browser).toBeNull();
});
