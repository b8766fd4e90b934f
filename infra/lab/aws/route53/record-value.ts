import { isIPv4, isIPv6 } from "node:net";
import { canonicalName } from "./domain-name.ts";
import type { KnownRecordSet } from "./record-set.ts";

const isName = (value: string) => canonicalName(value) !== undefined;
const uint16 = (text: string | undefined) => /^\d{1,5}$/.test(text ?? "") && Number(text) <= 65_535;

/** The types whose values the lab reads; values of other types are kept as they are. */
const FORMS: ReadonlyMap<string, readonly [(value: string) => boolean, string]> = new Map([
  ["A", [isIPv4, "ARRDATAIllegalIPv4Address (Value is not a valid IPv4 address)"]],
  ["AAAA", [isIPv6, "AAAARRDATAIllegalIPv6Address (Value is not a valid IPv6 address)"]],
  ["CNAME", [isName, "DomainNameIllegal (Value is not a valid domain name)"]],
  ["NS", [isName, "DomainNameIllegal (Value is not a valid domain name)"]],
  ["PTR", [isName, "DomainNameIllegal (Value is not a valid domain name)"]],
  ["MX", [isMx, "MXRRDATANotTwoFields (Value is not a priority and a domain name)"]],
  ["SRV", [isSrv, "SRVRRDATANotFourFields (Value is not priority, weight, port and name)"]],
  ["TXT", [isQuoted, "InvalidCharacterString (Value should be enclosed in quotation marks)"]],
  ["SPF", [isQuoted, "InvalidCharacterString (Value should be enclosed in quotation marks)"]],
]);

/** What is wrong with the values of a record set, in the words of the service. */
export function wrongValues(set: KnownRecordSet): string[] {
  const values = (set.ResourceRecords ?? []).map((record) => record.Value ?? "");
  const messages: string[] = [];
  const [accepts, problem] = FORMS.get(set.Type) ?? [() => true, ""];
  for (const [index, value] of values.entries()) {
    if (!accepts(value)) {
      messages.push(
        `Invalid Resource Record: 'FATAL problem: ${problem} encountered with '${value}''`,
      );
    } else if (values.indexOf(value) !== index) {
      messages.push(`Duplicate Resource Record: '${value}'`);
    }
  }
  if (set.Type === "CNAME" && values.length > 1) {
    messages.push("A CNAME resource record set can have only one value");
  }
  return messages;
}

function isMx(value: string): boolean {
  const [priority, name = "", ...more] = value.split(/ +/);
  return uint16(priority) && isName(name) && more.length === 0;
}

function isSrv(value: string): boolean {
  const [priority, weight, port, name = "", ...more] = value.split(/ +/);
  return [priority, weight, port].every(uint16) && isName(name) && more.length === 0;
}

function isQuoted(value: string): boolean {
  return /^"([^"\\]|\\.){0,255}"( +"([^"\\]|\\.){0,255}")*$/.test(value);
}
