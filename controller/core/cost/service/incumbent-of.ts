import type { Service } from "../../../contract/estate.ts";

/** The way in that users take today: as declared, else the only one that there is. */
export function incumbentOf({
  incumbent,
  dns,
  accelerator,
}: Pick<Service, "incumbent" | "dns" | "accelerator">): "dns" | "accelerator" | null {
  if (incumbent !== undefined) return incumbent;
  if (dns !== undefined) return accelerator === undefined ? "dns" : null;
  return accelerator === undefined ? null : "accelerator";
}
