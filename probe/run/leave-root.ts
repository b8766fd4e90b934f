import { access, constants, mkdir } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { createSecureContext } from "node:tls";
import { refuseHeldSpool } from "../deliver/spool-lock.ts";
import { describeError, type Log } from "../log.ts";
import { type Account, AccountError, lookUpAccount } from "../privilege/account.ts";
import { DropRootError, dropRoot, isRoot } from "../privilege/drop-root.ts";
import { handOver } from "../privilege/hand-over.ts";
import type { ProbeSetup } from "./probe-file.ts";
import { ProbeFileError } from "./probe-file-error.ts";

/** Whom root becomes when the probe file names nobody. */
const DEFAULT_USER = "nobody";
const STAY_ROOT = "root";

/**
 * Gives up the rights of root, where the process has them, before anything is sent or taken from the
 * network: hands the vantages' folders to the user of `runAs` and becomes that user. A process of
 * another user stays what it is.
 *
 * @throws ProbeFileError when there is no such user, or it cannot reach the spool folder
 * @throws SpoolInUseError when another probe measures one of the vantages from the same folder
 */
export async function leaveRoot(setup: ProbeSetup, log: Log): Promise<void> {
  if (!isRoot()) return noteOtherUser(setup.runAs, log);
  const runAs = setup.runAs ?? DEFAULT_USER;
  if (runAs === STAY_ROOT) {
    log("warn", 'the probe keeps the rights of root, because its file says "runAs": "root"');
    return;
  }
  const account = await lookUp(runAs);
  await handOverSpool(setup, account);
  // Node reads the certificates of NODE_EXTRA_CA_CERTS at their first use: root may be needed for it.
  if (process.env["NODE_EXTRA_CA_CERTS"]) createSecureContext();
  become(account);
  for (const { id } of setup.vantages) {
    await checkReach(join(setup.spoolDir, id), "spoolDir", runAs, constants.R_OK | constants.W_OK);
  }
  log("info", "the probe has given up the rights of root", {
    user: account.name,
    uid: account.uid,
    gid: account.gid,
  });
}

/** Only root can become somebody else. */
async function noteOtherUser(runAs: string | undefined, log: Log): Promise<void> {
  const uid = process.geteuid?.();
  if (runAs === undefined || runAs === STAY_ROOT || uid === undefined) return;
  const wanted = await lookUpAccount(runAs).catch(() => null);
  if (wanted?.uid === uid) return;
  log("warn", "runAs has no effect: the probe was not started as root and stays the user it is", {
    runAs,
    uid,
  });
}

async function lookUp(runAs: string): Promise<Account> {
  try {
    return await lookUpAccount(runAs);
  } catch (error) {
    if (!(error instanceof AccountError)) throw error;
    throw new ProbeFileError(
      `runAs: ${error.message}; name a user without rights ("isochrone", "65534:65534"), or say "runAs": "root" to keep root's`,
    );
  }
}

/** Makes the folders where they are missing. The spool folder itself is given away only when it is new. */
async function handOverSpool({ spoolDir, vantages }: ProbeSetup, account: Account): Promise<void> {
  try {
    await mkdir(dirname(resolve(spoolDir)), { recursive: true });
    if (await makeFolder(spoolDir)) await handOver(spoolDir, account);
    for (const { id } of vantages) {
      const folder = join(spoolDir, id);
      await refuseHeldSpool(folder, id);
      await makeFolder(folder);
      await handOver(folder, account);
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw new ProbeFileError(
      `spoolDir: the folders in ${spoolDir} cannot be handed to ${account.name} (runAs): ${describeError(error)}`,
    );
  }
}

/** @returns true when the folder has been made now */
async function makeFolder(path: string): Promise<boolean> {
  try {
    await mkdir(path, { mode: 0o700 });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

function become(account: Account): void {
  try {
    dropRoot(account);
  } catch (error) {
    if (!(error instanceof DropRootError)) throw error;
    throw new ProbeFileError(
      `runAs: ${describeError(error)}; start the probe as that user, or with CAP_SETUID and CAP_SETGID, or say "runAs": "root" to keep root's rights`,
    );
  }
}

/** @throws ProbeFileError naming what is in the way of the user that this process is now */
async function checkReach(path: string, what: string, runAs: string, mode: number): Promise<void> {
  const reached = await access(path, mode).catch((error: NodeJS.ErrnoException) => error);
  if (reached === undefined) return;
  const closed = await firstClosedFolder(resolve(path));
  const where = closed === null ? "" : `, because it may not enter ${closed}`;
  throw new ProbeFileError(
    `${what}: ${runAs} (runAs) cannot use ${path} (${reached.code})${where}; ` +
      (closed === null
        ? `let ${runAs} ${mode === constants.R_OK ? "read" : "write to"} it`
        : `open that folder (chmod o+x ${closed}), or use a place outside it, such as ${what === "spoolDir" ? "/var/lib/isochrone-probe" : "/usr/local/bin"}`) +
      `, name another user in runAs, or say "runAs": "root" to keep root's rights`,
  );
}

async function firstClosedFolder(path: string): Promise<string | null> {
  const above = dirname(path);
  if (above === path) return null;
  const higher = await firstClosedFolder(above);
  if (higher !== null) return higher;
  return access(above, constants.X_OK).then(
    () => null,
    () => above,
  );
}
