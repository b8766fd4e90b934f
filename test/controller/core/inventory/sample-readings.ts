import type { FoundSubnet } from "../../../../controller/contract/inventory-network.ts";
import type { InventoryPart, PartSubject } from "../../../../controller/contract/inventory-part.ts";
import type {
  Found,
  InventoryReading,
  PartReading,
} from "../../../../controller/contract/inventory-reading.ts";

export const ACCOUNT = "111122223333";

export function subnet(id: string, changes: Partial<FoundSubnet> = {}): FoundSubnet {
  return {
    account: ACCOUNT,
    region: "eu-west-1",
    id,
    vpc: "vpc-1",
    zone: "eu-west-1a",
    zoneId: "euw1-az1",
    cidr: null,
    outpostArn: null,
    givesPublicAddresses: false,
    name: null,
    ...changes,
  };
}

export function reading(
  subject: PartSubject,
  { found = {}, ...changes }: Partial<InventoryPart> & { found?: Found } = {},
): PartReading {
  const items = Object.values(found).reduce((sum, each) => sum + (each?.length ?? 0), 0);
  return {
    part: {
      account: ACCOUNT,
      service: "ec2",
      subject,
      scope: null,
      state: "complete",
      items,
      of: items,
      error: null,
      note: null,
      readAtMs: 1_000,
      stale: null,
      ...changes,
    },
    found,
  };
}

export function inventoryReading(...readings: PartReading[]): InventoryReading {
  return { startedAtMs: 1_000, finishedAtMs: 2_000, readings };
}

export const DENIED = {
  kind: "denied",
  code: "UnauthorizedOperation",
  message: "You are not authorized to perform this operation.",
  mend: "Allow it.",
} as const;
