import { z } from "zod";
import { RegionCode } from "./aws/aws-names.ts";

const AccountId = z
  .string("is no text; write the number between quotation marks, or YAML takes zeros off its front")
  .regex(/^\d{12}$/, "is no account id; it has twelve digits, between quotation marks");

const RoleArn = z.string().regex(/^arn:aws[a-z-]*:iam::\d{12}:role\/\S+$/, {
  error: "is no ARN of a role; it looks like arn:aws:iam::111122223333:role/isochrone-observe",
});

const ExternalId = z
  .string()
  .regex(/^[\w+=,.@:/-]{2,1224}$/, "must be 2 to 1,224 letters, digits or characters of +=,.@:/-");

/** What changes something in an account: a role to assume, or with none the credentials that also read. */
const Changer = z.strictObject({ roleArn: RoleArn.optional(), externalId: ExternalId.optional() });

const NO_ROLE = "is of use with a roleArn only; add one, or leave it out";

/** @param own account that it is to change, as far as that is known */
function faultOfChanger({ roleArn, externalId }: z.infer<typeof Changer>, own: string | undefined) {
  if (roleArn === undefined) {
    return externalId === undefined ? null : { path: "externalId", message: NO_ROLE };
  }
  const other = accountOfRole(roleArn);
  if (own === undefined || other === own) return null;
  return {
    path: "roleArn",
    message: `is of account ${other}, not of ${own}, which it is to change`,
  };
}

/** Ids or ARNs, `*` for any letters. What lets everything be made to fail is no fence. */
const FencePattern = z
  .string()
  .max(2_048)
  .regex(/[^*]{4}/, "lets too much through; name four letters or more of an id or ARN in a row");

/** One AWS account to read: that of the controller's own credentials, or one that a role opens. */
const AwsAccount = z
  .strictObject({
    /** What is read is refused where the credentials turn out to belong to another account. */
    id: AccountId.optional(),
    /** Role to assume, which needs to do no more than read. */
    roleArn: RoleArn.optional(),
    /** What the role's trust policy asks for as `sts:ExternalId`. */
    externalId: ExternalId.optional(),
    /** What may change records in this account, which nothing does without it. */
    apply: Changer.optional(),
    /** What may make something fail in this account for a failover test, which nothing does without it. */
    inject: Changer.optional(),
    /**
     * What failover tests may make fail although it has no tag `isochrone:failover-test` = `allow`: health checks,
     * hosted zones, accelerators, network ACLs and instances, by id or ARN.
     */
    failoverFence: z.array(FencePattern).max(200).optional(),
    /** Regions to read; all that the account has opted in to unless said. */
    regions: z.array(RegionCode).min(1, "name at least one Region, or leave it out").optional(),
  })
  .superRefine((account, context) => {
    const { id, roleArn, externalId, inject, failoverFence } = account;
    const wrong = (path: string[], message: string) =>
      context.addIssue({ code: "custom", path, message });
    if (externalId !== undefined && roleArn === undefined) wrong(["externalId"], NO_ROLE);
    if (id !== undefined && roleArn !== undefined && accountOfRole(roleArn) !== id) {
      wrong(["roleArn"], `is of account ${accountOfRole(roleArn)}, not of ${id}`);
    }
    if (failoverFence !== undefined && inject === undefined) {
      wrong(["failoverFence"], "is of use with inject only; add inject, or leave it out");
    }
    const own = id ?? (roleArn === undefined ? undefined : accountOfRole(roleArn));
    for (const work of ["apply", "inject"] as const) {
      const fault = faultOfChanger(account[work] ?? {}, own);
      if (fault !== null) wrong([work, fault.path], fault.message);
    }
  });

export type AwsAccount = z.infer<typeof AwsAccount>;

/** Account that a role is of: the fifth part of its ARN. */
export function accountOfRole(roleArn: string): string | undefined {
  return roleArn.split(":")[4];
}

/** Regions in which AWS answers questions about prices: of all Regions, and the same in each. */
export const PriceListRegion = z.enum(["us-east-1", "eu-central-1", "ap-south-1"], {
  error: "is no Region with a Price List; there are us-east-1, eu-central-1 and ap-south-1",
});

export type PriceListRegion = z.infer<typeof PriceListRegion>;

/** Whether and how often list prices are read, with the credentials of the first account. */
const PriceSettings = z.strictObject({
  isRead: z.boolean().default(true),
  /** Where they are asked for; the nearest to `region` unless said. */
  region: PriceListRegion.optional(),
  refreshEveryMs: z
    .int()
    .min(3_600_000, "must be 3600000 (an hour) or more: AWS changes prices a few times a month")
    .default(86_400_000),
});

/** Which AWS accounts are read, how often, and what may change them. Credentials stand elsewhere, never in here. */
export const AwsSettings = z.strictObject({
  /** Where the AWS APIs are, instead of at AWS. */
  endpoint: z
    .url({ protocol: /^https?$/, error: "must be an http:// or https:// address" })
    .optional(),
  /** Region whose STS and list of Regions are asked; AWS_REGION, else us-east-1, unless said. */
  region: RegionCode.optional(),
  accounts: z
    .array(AwsAccount)
    .min(1, "name at least one account; {} is that of the controller's own credentials")
    .refine(
      (accounts) => new Set(accounts.map(({ roleArn }) => roleArn)).size === accounts.length,
      "an account stands twice: each role once, and one at most without a role",
    )
    .default([{}]),
  refreshEveryMs: z
    .int()
    .min(60_000, "must be 60000 (a minute) or more: AWS limits how often it may be asked")
    .default(900_000),
  /** Statuses of health checks that are read in each account; AWS answers one a second. */
  mostHealthStatuses: z.int().min(0).max(10_000).default(60),
  prices: PriceSettings.prefault({}),
});

export type AwsSettings = z.infer<typeof AwsSettings>;
