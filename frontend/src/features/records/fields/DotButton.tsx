import { Popover, UnstyledButton } from "@mantine/core";
import { useState } from "react";
import { DOTS } from "../tags/queries";
import classes from "./fields.module.css";

interface DotButtonProps {
  label: string;
  colour: string | null | undefined;
  onChange: (colour: string) => void;
}

/** The colour of a tag or choice: a dot that opens the ten colours. */
export function DotButton({ label, colour, onChange }: DotButtonProps) {
  const [open, setOpen] = useState(false);
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-start" trapFocus withRoles>
      <Popover.Target>
        <UnstyledButton className={classes.dotButton} aria-label={label} onClick={() => setOpen(!open)}>
          <span style={{ background: colour ?? "transparent" }} />
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown aria-label={label}>
        <div className={classes.palette}>
          {DOTS.map((each) => (
            <UnstyledButton
              key={each}
              className={classes.dotButton}
              aria-label={each}
              aria-pressed={colour?.toLowerCase() === each}
              onClick={() => {
                onChange(each);
                setOpen(false);
              }}
            >
              <span style={{ background: each }} />
            </UnstyledButton>
          ))}
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
