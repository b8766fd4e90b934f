import type { FoundRegion } from "../../contract/inventory-network.ts";

/** Whether a Region or zone is open to the account; one without a word on it has always been. */
export function optInOf(status: string | undefined): FoundRegion["optIn"] {
  return status === "opted-in" || status === "not-opted-in" ? status : "opt-in-not-required";
}

/** The tag that the console shows as name. */
export function nameTag(
  tags: readonly { readonly Key?: string | undefined; readonly Value?: string | undefined }[] = [],
): string | null {
  const name = tags.find(({ Key }) => Key === "Name")?.Value;
  return name === undefined || name === "" ? null : name;
}
