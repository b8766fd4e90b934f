import { type ChildProcess, spawn } from "node:child_process";

/**
 * Runs a command and ends it when standard input ends, which happens however the parent dies, SIGKILL
 * included. `$1` is the folder to remove at the end (or empty), the rest is the command. First line of
 * output: the command's process id. Exit status: the command's own.
 *
 * The watcher's first `read` returns at the end of input; its loop gives the command ten seconds.
 */
const GUARD_SCRIPT = `
folder=$1
shift
exec 3<&0
"$@" </dev/null 3<&- &
server=$!
echo "$server"
(
  while read -r line; do :; done
  kill -TERM "$server" 2>/dev/null
  left=10
  while [ "$left" -gt 0 ] && kill -0 "$server" 2>/dev/null; do
    sleep 1
    left=$((left - 1))
  done
  kill -KILL "$server" 2>/dev/null
) <&3 >/dev/null 2>&1 &
watcher=$!
exec 3<&-
wait "$server"
status=$?
kill "$watcher" 2>/dev/null
if [ -n "$folder" ]; then rm -rf "$folder"; fi
exit "$status"
`;

export interface GuardedCommand {
  command: string;
  args: readonly string[];
  env: NodeJS.ProcessEnv;
  cwd?: string;
  /** A folder of its own that goes when the command ends. */
  removeAtEnd?: string;
}

/**
 * Starts a command under a guard, in a session of its own: Ctrl-C in the terminal does not reach it,
 * and the end of this process, however it comes, ends it.
 */
export function spawnGuarded(guarded: GuardedCommand): ChildProcess {
  return spawn(
    "/bin/sh",
    [
      "-c",
      GUARD_SCRIPT,
      "isochrone-guard",
      guarded.removeAtEnd ?? "",
      guarded.command,
      ...guarded.args,
    ],
    {
      env: guarded.env,
      stdio: ["pipe", "pipe", "pipe"],
      detached: true,
      ...(guarded.cwd === undefined ? {} : { cwd: guarded.cwd }),
    },
  );
}
