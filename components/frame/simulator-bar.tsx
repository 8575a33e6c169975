/** Says on every page that nothing here is real. */
export function SimulatorBar() {
  return (
    <p role="note" className="hatch flex min-h-7 items-center justify-center bg-neutral-soft px-4 py-1 text-center text-neutral-ink">
      <span className="rounded-mark bg-neutral-soft px-2">
        <strong className="font-strong">Simulated:</strong> nothing leaves this machine.
      </span>
    </p>
  );
}
