import type { Status } from "../../controller/contract/status.ts";

/** Which world this is, so that nobody mistakes one for another. */
export function EnvironmentBand({ environment }: { environment: Status["environment"] }) {
  return (
    <p className="environment" data-environment={environment.name}>
      <strong>{environment.name}</strong>
      {environment.note === "" ? null : <span>{environment.note}</span>}
    </p>
  );
}
