import type { FeatureManifest } from "../../../lib/manifest";

const title = (key: string) => ({ ns: "auth", key });

/** Sign-in, forgotten password, invitation, and the welcome of a fresh installation. */
export const manifest: FeatureManifest = {
  name: "identity.auth",
  messages: [{ namespace: "auth", fr: () => import("./messages.fr"), en: () => import("./messages.en") }],
  routes: [
    { area: "public", path: "/login", page: () => import("./LoginPage"), title: title("login.title") },
    {
      area: "public",
      path: "/password/reset",
      page: () => import("./ForgottenPage"),
      title: title("reset.title"),
    },
    {
      area: "public",
      path: "/password/reset/$key",
      page: () => import("./NewPasswordPage"),
      title: title("reset.chooseTitle"),
    },
    {
      area: "public",
      path: "/invitation/$token",
      page: () => import("./InvitationPage"),
      title: title("invitation.submit"),
    },
    { area: "public", path: "/welcome", page: () => import("./WelcomePage"), title: title("welcome.title") },
  ],
};
