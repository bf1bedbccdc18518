interface StageIconProps {
  /** 0 to 100; fills the disc. */
  probability: number;
  kind: "open" | "won" | "lost";
  size?: number;
}

/** The disc of a stage: filled with its probability, ticked when won, crossed when lost. */
export function StageIcon({ probability, kind, size = 16 }: StageIconProps) {
  const colour = { open: "var(--sl-accent)", won: "var(--sl-green)", lost: "var(--sl-red)" }[kind];
  const angle = (Math.min(99.9, Math.max(0, probability)) / 100) * 2 * Math.PI;
  const [x, y] = [8 + 4 * Math.sin(angle), 8 - 4 * Math.cos(angle)];
  return (
    <svg width={size} height={size} viewBox="0 0 16 16" aria-hidden="true" style={{ flex: "none" }}>
      <circle
        cx="8"
        cy="8"
        r="6.75"
        fill={kind === "open" ? "none" : colour}
        stroke={colour}
        strokeWidth="1.75"
      />
      {kind === "open" && probability > 0 ? (
        <path d={`M8 8V4A4 4 0 ${probability > 50 ? 1 : 0} 1 ${x} ${y}Z`} fill={colour} />
      ) : null}
      {kind === "won" ? (
        <path d="M5 8.3l2 2 4-4.4" stroke="var(--sl-page)" strokeWidth="1.75" fill="none" />
      ) : null}
      {kind === "lost" ? <path d="M5.5 5.5l5 5m0-5l-5 5" stroke="var(--sl-page)" strokeWidth="1.75" /> : null}
    </svg>
  );
}
