import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";

/** A user and a group of this system, by number. */
export interface Account {
  /** As it was asked for. */
  name: string;
  uid: number;
  gid: number;
}

/** Nobody of that name, or nobody to become. The message says what to write instead. */
export class AccountError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "AccountError";
  }
}

/** The system's two tables, as passwd(5) and group(5) have them. */
type AccountTable = "passwd" | "group";

/** Finds lines of a table; the second half also knows accounts of a directory service. */
export interface AccountTables {
  local(table: AccountTable): Promise<string>;
  asked(table: AccountTable, name: string): Promise<string>;
}

const NUMBER = /^\d{1,10}$/;
/** User and group numbers are 32 bits wide; the last one stands for "unchanged" in chown(2). */
const LARGEST_ID = 2 ** 32 - 2;

/**
 * Looks up whom a process is to become: `USER`, `USER:GROUP`, names or numbers. Without a group it is
 * the user's own one.
 *
 * @throws AccountError for an unknown user or group, and for root under another name
 */
export async function lookUpAccount(
  text: string,
  tables: AccountTables = SYSTEM_TABLES,
): Promise<Account> {
  const [user = "", group] = text.split(":");
  if (text.startsWith("-") || group?.startsWith("-")) {
    throw new AccountError(`${text} begins with a dash, as no name and no number does`);
  }
  const entry = await findLine("passwd", user, tables);
  const uid = toId(entry?.[2] ?? user);
  if (uid === null) throw new AccountError(`this system has no user ${user}`);
  const gid = await groupId(group, user, entry?.[3], tables);
  if (uid === 0 || gid === 0) {
    throw new AccountError(
      `${text} has the ${uid === 0 ? "user" : "group"} number 0, which is root's`,
    );
  }
  return { name: text, uid, gid };
}

async function groupId(
  group: string | undefined,
  user: string,
  ownGroup: string | undefined,
  tables: AccountTables,
): Promise<number> {
  if (group === undefined) {
    const own = toId(ownGroup ?? "");
    if (own !== null) return own;
    throw new AccountError(`the user ${user} has no entry on this system: name a group too`);
  }
  const gid = toId((await findLine("group", group, tables))?.[2] ?? group);
  if (gid === null) throw new AccountError(`this system has no group ${group}`);
  return gid;
}

/** @returns the fields of the line with that name, or else that number; null without one */
async function findLine(
  table: AccountTable,
  name: string,
  tables: AccountTables,
): Promise<readonly string[] | null> {
  const find = (text: string) => {
    const lines = text.split("\n").map((line) => line.split(":"));
    const byNumber = NUMBER.test(name) ? lines.find((fields) => fields[2] === name) : undefined;
    return lines.find((fields) => fields[0] === name) ?? byNumber ?? null;
  };
  return find(await tables.local(table)) ?? find(await tables.asked(table, name));
}

/** Some systems write large numbers as negative ones: nobody is -2 on macOS. */
function toId(text: string): number | null {
  const isNegative = /^-\d{1,9}$/.test(text);
  if (!isNegative && !NUMBER.test(text)) return null;
  const id = isNegative ? Number(text) >>> 0 : Number(text);
  return id <= LARGEST_ID ? id : null;
}

const run = promisify(execFile);
const SYSTEM_TABLES: AccountTables = {
  local: (table) => readFile(`/etc/${table}`, "utf8").catch(() => ""),
  // Where there is no getent, there is nothing else to ask.
  asked: (table, name) =>
    run("getent", [table, name], { timeout: 5_000 }).then(
      ({ stdout }) => stdout,
      () => "",
    ),
};
