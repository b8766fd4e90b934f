import type { Account } from "./account.ts";

/** What the process may do cannot be given up, or not for good. */
export class DropRootError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "DropRootError";
  }
}

/** True when the process has the rights of root; false where there is no such user. */
export function isRoot(): boolean {
  return process.geteuid?.() === 0;
}

/**
 * Makes the process, with all its threads, the user and group of an account, for good. Groups go first,
 * then the group, then the user: afterwards none of them could be changed any more (setuid(2)).
 *
 * @throws DropRootError when the system refuses it, or when root could be regained
 */
export function dropRoot({ name, uid, gid }: Account): void {
  try {
    process.setgroups?.([gid]);
    process.setgid?.(gid);
    process.setuid?.(uid);
  } catch (cause) {
    throw new DropRootError(`the system does not let this process become ${name}`, { cause });
  }
  const ids = [process.getuid?.(), process.geteuid?.(), process.getgid?.(), process.getegid?.()];
  const groups = process.getgroups?.() ?? [];
  const isOther =
    ids.join() === [uid, uid, gid, gid].join() && groups.every((each) => each === gid);
  if (!isOther || canRegain()) {
    throw new DropRootError(`this process has become ${name} but could be root again`);
  }
}

function canRegain(): boolean {
  return [
    () => process.setuid?.(0),
    () => process.setgid?.(0),
    () => process.setgroups?.([0]),
  ].some((regain) => {
    try {
      regain();
      return true;
    } catch {
      return false;
    }
  });
}
