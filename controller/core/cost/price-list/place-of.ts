import locations from "../data/price-list-locations.json" with { type: "json" };
import type { Attributes } from "./quote.ts";

const CODE = /^[a-z]{2}(-[a-z]+)+-\d(-[a-z]{3}-\d)?$/;

const codeOf: Readonly<Record<string, string>> = locations.codes;

/**
 * Code of the Region or Local Zone that a product names, by its code or else by its long name.
 *
 * @param codeName attribute with the code, such as `fromRegionCode`
 * @param placeName attribute with the long name, such as `fromLocation`
 */
export function placeOf(
  attributes: Attributes,
  codeName: string,
  placeName: string,
): string | { readonly refused: string } {
  const code = attributes(codeName).toLowerCase();
  if (CODE.test(code)) return code;
  const name = attributes(placeName);
  const known = codeOf[name.replace(/^EU \(/, "Europe (")];
  return (
    known ?? { refused: `the place ${name === "" ? `without ${codeName}` : name} is not known` }
  );
}
