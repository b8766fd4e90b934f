import { ServiceProblem } from "../service-problem.ts";

/** The request itself is malformed. */
export function invalidInput(message: string): ServiceProblem {
  return new ServiceProblem("InvalidInput", message);
}

/**
 * The change batch as a whole is refused. The live service puts its list of messages into the
 * message, in brackets, and not into the `Messages` element of the API's description.
 */
export function invalidChangeBatch(messages: readonly string[]): ServiceProblem {
  return new ServiceProblem("InvalidChangeBatch", `[${messages.join(", ")}]`);
}

export function noSuchHostedZone(id: string): ServiceProblem {
  return new ServiceProblem("NoSuchHostedZone", `No hosted zone found with ID: ${id}`, 404);
}

export function noSuchHealthCheck(id: string): ServiceProblem {
  return new ServiceProblem(
    "NoSuchHealthCheck",
    `A health check with id ${id} does not exist.`,
    404,
  );
}
