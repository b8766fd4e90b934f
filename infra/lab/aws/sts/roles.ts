/** A role that callers of other accounts may assume. */
export interface Role {
  readonly accountId: string;
  readonly name: string;
  /** Account whose users and roles the trust policy names. */
  readonly trustedAccountId: string;
  /** What the trust policy asks for as `sts:ExternalId`; nothing where left out. */
  readonly externalId?: string;
  /** Longest session that may be asked for, 3,600 to 43,200 s. */
  readonly maxSessionS: number;
}

export function roleArnOf({ accountId, name }: Pick<Role, "accountId" | "name">): string {
  return `arn:aws:iam::${accountId}:role/${name}`;
}

/** What the caller is from then on. */
export function sessionArnOf(role: Pick<Role, "accountId" | "name">, sessionName: string): string {
  return `arn:aws:sts::${role.accountId}:assumed-role/${role.name}/${sessionName}`;
}

/** Whether a role is assumed from a session of a role, which AWS calls chaining. */
export function isSession(arn: string): boolean {
  return arn.includes(":assumed-role/");
}
