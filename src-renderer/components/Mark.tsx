/** The mark of Wicket: an arched window with a clock. */
export function Mark({ size, className }: { readonly size: number; readonly className?: string | undefined }) {
  return (
    <svg className={className} width={size} height={size} viewBox="0 0 24 24" aria-hidden="true">
      <g fill="none" stroke="currentColor" strokeWidth="1.9" strokeLinecap="round" strokeLinejoin="round">
        <path d="M4.6 20.4v-9.9a7.4 7.4 0 0 1 7.4-7.4M16.9 5a7.4 7.4 0 0 1 2.5 5.5v9.9M2.4 20.4h19.2" />
        <path d="M12 7.2v4.4l2.9 1.9" />
      </g>
    </svg>
  );
}
