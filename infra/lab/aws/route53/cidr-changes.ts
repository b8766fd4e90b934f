import {
  CidrBlockInUseException$,
  type CidrCollectionChange,
  CidrCollectionChangeAction,
  LimitsExceeded$,
} from "@aws-sdk/client-route-53";
import { modelledProblem } from "../modelled-problem.ts";
import { canonicalBlock, wrongBlock } from "./cidr-block.ts";
import type { CidrBlocks } from "./cidr-collection.ts";
import { invalidInput } from "./problems.ts";

/** https://docs.aws.amazon.com/Route53/latest/APIReference/API_ChangeCidrCollection.html */
const MOST_IN_REQUEST = 1_000;
/** https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DNSLimitations.html */
const MOST_IN_COLLECTION = 1_000;

/** One block of a change. */
interface BlockChange {
  readonly action: CidrCollectionChangeAction;
  readonly location: string;
  readonly block: string;
}

/**
 * The blocks of a collection after all changes of a request. A block stands in one location only.
 *
 * UNCONFIRMED: deletions come first, so that a block can move to another location in one request; blocks
 * may overlap; the last block of a location that record sets name cannot be taken away.
 */
export function afterCidrChanges(
  before: CidrBlocks,
  changes: readonly CidrCollectionChange[],
  isUsed: (location: string) => boolean,
): CidrBlocks {
  const single = soundChanges(changes);
  const blocks = new Map(before);
  for (const { action, location, block } of single) {
    if (action === "DELETE_IF_EXISTS" && blocks.get(block) === location) blocks.delete(block);
  }
  for (const { action, location, block } of single) {
    if (action === "DELETE_IF_EXISTS") continue;
    const holder = blocks.get(block);
    if (holder !== undefined && holder !== location) {
      throw inUse(`The CIDR block ${block} is already in use in the location ${holder}.`);
    }
    blocks.set(block, location);
  }
  const left = new Set(blocks.values());
  const locations = [...new Set(before.values())];
  const lost = locations.find((location) => !left.has(location) && isUsed(location));
  if (lost !== undefined) {
    throw inUse(`Record sets name the location ${lost}: its last CIDR block cannot be deleted.`);
  }
  if (blocks.size > MOST_IN_COLLECTION) {
    const message = `A CIDR collection can have no more than ${MOST_IN_COLLECTION} blocks.`;
    throw modelledProblem(LimitsExceeded$, message);
  }
  return blocks;
}

/** Every block of the changes in its canonical form. Throws InvalidInput. */
function soundChanges(changes: readonly CidrCollectionChange[]): BlockChange[] {
  const single = changes.flatMap(({ Action, LocationName = "", CidrList = [] }) => {
    const actions: readonly string[] = Object.values(CidrCollectionChangeAction);
    if (Action === undefined || !actions.includes(Action)) {
      throw invalidInput(`Action must be one of [${actions.join(", ")}], but is ${Action}`);
    }
    if (!/^[0-9A-Za-z_-]{1,16}$/.test(LocationName)) {
      throw invalidInput(
        `LocationName must have 1 to 16 letters, digits, underscores and hyphens, but is '${LocationName}'`,
      );
    }
    if (CidrList.length === 0) throw invalidInput(`CidrList of ${LocationName} must not be empty`);
    return CidrList.map((text) => ({ action: Action, location: LocationName, block: sound(text) }));
  });
  if (single.length < 1 || single.length > MOST_IN_REQUEST) {
    throw invalidInput(`Changes must hold 1 to ${MOST_IN_REQUEST} CIDR blocks`);
  }
  const said = new Map<string, string>();
  for (const { action, location, block } of single) {
    const key = `${location} ${block}`;
    if ((said.get(key) ?? action) !== action) {
      throw invalidInput(`Changes put and delete ${block} of ${location} in one request`);
    }
    said.set(key, action);
  }
  return single;
}

function sound(text: string): string {
  const wrong = wrongBlock(text);
  if (wrong !== undefined) throw invalidInput(`CidrList: ${wrong}`);
  return canonicalBlock(text);
}

function inUse(message: string) {
  return modelledProblem(CidrBlockInUseException$, message);
}
