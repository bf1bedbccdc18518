/** The mark of Sillage: three lines of a wake, in the accent of the workspace. */
export function Logo({ size = 22 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <rect width="24" height="24" rx="6" fill="var(--sl-accent)" />
      <g stroke="var(--sl-on-accent)" strokeWidth="1.9" strokeLinecap="round">
        <path d="M6.2 8.1l9 .9M6.2 12l11.4 1.1M6.2 15.9l7 .7" />
      </g>
    </svg>
  );
}
