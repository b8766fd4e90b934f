import { ControllerProblem } from "./controller-problem.ts";
import { type RedisAddress, shownRedisUrl } from "./redis-address.ts";
import { storeTroubleOf } from "./store/store-trouble.ts";

/** Why Redis cannot be used, in the words of whoever has to mend it; what is in words already stays. */
export function redisProblem(address: RedisAddress, cause: unknown): ControllerProblem {
  if (cause instanceof ControllerProblem) return cause;
  if (cause instanceof Error && "mend" in cause && typeof cause.mend === "string") {
    return new ControllerProblem(cause.message, cause.mend, { cause });
  }
  const reason = cause instanceof Error ? cause.message : String(cause);
  const trouble = storeTroubleOf(cause)?.reason ?? reason;
  const mended = mendOf(trouble);
  return new ControllerProblem(
    mended === null
      ? `Redis at ${placeOf(address)} does not answer: ${reason}`
      : `Redis at ${placeOf(address)} cannot be used: ${trouble}.`,
    mended ?? "Start it, or correct REDIS_URL.",
    { cause },
  );
}

function mendOf(reason: string): string | null {
  if (/certificate/.test(reason)) {
    return "Name the file with the certificate of its CA in REDIS_CA_FILE, and the server as its certificate does.";
  }
  if (/has no right to the command/.test(reason)) {
    return "Give the user of REDIS_URL the rights that controller/README.md lists.";
  }
  if (/NOAUTH|WRONGPASS/.test(reason)) return "Correct the user and the password in REDIS_URL.";
  return null;
}

/** Without user and password, which an address may carry. */
function placeOf(address: RedisAddress): string {
  if ("socketPath" in address) return address.socketPath;
  return (
    shownRedisUrl(address.url)
      ?.replaceAll(/rediss?:\/\//g, "")
      .replaceAll(",", ", ") ?? "?"
  );
}
