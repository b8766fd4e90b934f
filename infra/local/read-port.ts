import { InvalidArgumentError } from "commander";

const LARGEST_PORT = 65_535;

/** A port as it stands on the command line; 0 is any free one. */
export function readPort(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= LARGEST_PORT) return port;
  throw new InvalidArgumentError(`Give a number from 0 to ${LARGEST_PORT}.`);
}
