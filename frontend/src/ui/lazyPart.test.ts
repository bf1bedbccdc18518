import { afterEach, expect, test, vi } from "vitest";
import { loadPatiently } from "./lazyPart";

afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

test("a part that cannot be fetched offline is fetched once the network is back", async () => {
  vi.spyOn(navigator, "onLine", "get").mockReturnValue(false);
  const load = vi.fn().mockRejectedValueOnce(new TypeError("fetch")).mockResolvedValueOnce("part");
  const tell = vi.fn();

  const loading = loadPatiently(load, tell);
  await vi.waitFor(() => expect(tell).toHaveBeenCalledTimes(1));
  expect(load).toHaveBeenCalledTimes(1);
  window.dispatchEvent(new Event("online"));

  expect(await loading).toBe("part");
  expect(load).toHaveBeenCalledTimes(2);
});

test("a part that a reachable server no longer has fails in the end, and is told once", async () => {
  vi.useFakeTimers();
  const load = vi.fn().mockRejectedValue(new TypeError("gone"));
  const tell = vi.fn();

  const loading = expect(loadPatiently(load, tell)).rejects.toThrow("gone");
  await vi.runAllTimersAsync();

  await loading;
  expect(load).toHaveBeenCalledTimes(4);
  expect(tell).toHaveBeenCalledTimes(1);
});
