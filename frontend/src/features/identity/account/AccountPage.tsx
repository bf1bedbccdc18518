import classes from "./account.module.css";
import { FactorsCard } from "./FactorsCard";
import { LookCard } from "./LookCard";
import { PasskeysCard } from "./PasskeysCard";
import { PasswordCard } from "./PasswordCard";
import { ProfileCard } from "./ProfileCard";
import { ReauthenticationProvider } from "./Reauthentication";
import { SessionsCard } from "./SessionsCard";

/** « Mon compte »: profile, display, password, second step, passkeys, sessions. */
export default function AccountPage() {
  return (
    <ReauthenticationProvider>
      <div className={classes.page}>
        <ProfileCard />
        <LookCard />
        <PasswordCard />
        <FactorsCard />
        <PasskeysCard />
        <SessionsCard />
      </div>
    </ReauthenticationProvider>
  );
}
