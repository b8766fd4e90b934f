import { randomBytes, randomUUID } from "node:crypto";

/** Ids as Global Accelerator gives them; listeners and groups stand below their accelerator. */
export const newAcceleratorArn = (accountId: string, id: string = randomUUID()) =>
  `arn:aws:globalaccelerator::${accountId}:accelerator/${id}`;

export const newListenerArn = (acceleratorArn: string, id = hex(4)) =>
  `${acceleratorArn}/listener/${id}`;

export const newGroupArn = (listenerArn: string, id = hex(6)) =>
  `${listenerArn}/endpoint-group/${id}`;

/** The label before `.awsglobalaccelerator.com`. */
export const newDnsLabel = () => `a${hex(8)}`;

/** What stands above a listener or group; the ARN itself for an accelerator. */
export function acceleratorArnOf(arn: string): string {
  return arn.split("/").slice(0, 2).join("/");
}

function hex(bytes: number): string {
  return randomBytes(bytes).toString("hex");
}

/** Two addresses of the range for documentation (RFC 3849). */
export function newIpv6Addresses(): [string, string] {
  return [`2001:db8:${hex(2)}:${hex(2)}::1`, `2001:db8:${hex(2)}:${hex(2)}::1`];
}
