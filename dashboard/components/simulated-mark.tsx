/** Stands wherever a number is shown that nothing measured stands behind. */
export function SimulatedMark() {
  return <strong className="simulated">Simulated</strong>;
}
