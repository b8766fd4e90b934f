const LONGEST_NAME = 255;
const LONGEST_LABEL = 63;

/**
 * A name as Route 53 stores and returns it: lower case, with the dot at the end, and every
 * character but a-z, 0-9, `-`, `_` and `.` as `\` and three octal digits (`*` is `\052`).
 * Undefined when it is no domain name.
 * https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DomainNameFormat.html
 */
export function canonicalName(name: string): string | undefined {
  const absolute = name.endsWith(".") ? name : `${name}.`;
  const plain = absolute
    .replace(/\\([0-3][0-7]{2})/g, (_, octal: string) => String.fromCharCode(parseInt(octal, 8)))
    .toLowerCase();
  const labels = plain.slice(0, -1).split(".");
  const fits = labels.every((label) => label.length > 0 && label.length <= LONGEST_LABEL);
  const inRange = /^[\x21-\xff]+$/.test(plain);
  if (!fits || !inRange || plain.length > LONGEST_NAME) return undefined;
  return plain.replace(
    /[^a-z0-9\-_.]/g,
    (sign) => `\\${sign.charCodeAt(0).toString(8).padStart(3, "0")}`,
  );
}

/** True for the zone's own name and every name below it; both canonical. */
export function liesWithin(name: string, zoneName: string): boolean {
  return name === zoneName || name.endsWith(`.${zoneName}`);
}

/**
 * The order of ListResourceRecordSets: by the labels from the right, `com.example.www.` with its
 * last dot, character by character.
 */
export function reversedLabels(name: string): string {
  return `${name.slice(0, -1).split(".").reverse().join(".")}.`;
}
