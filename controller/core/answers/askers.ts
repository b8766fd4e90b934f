import type { AskerName } from "../../contract/answers.ts";
import type { ClientGroup } from "../../contract/client-group.ts";
import type { PlacedVantage } from "../../contract/estate.ts";
import type { Asker } from "../routing/asker.ts";
import { askerOf } from "../routing/predict-group.ts";
import {
  type AskerQuestion,
  type NoQuestion,
  questionOfBlock,
  questionOfVantage,
} from "./question-of.ts";
import { representativeBlocks } from "./representative-blocks.ts";

/** Somebody of a client group, for every source in its own terms. */
export interface GroupAsker {
  readonly name: AskerName;
  /** For the model. */
  readonly asker: Asker;
  /** For TestDNSAnswer. */
  readonly question: AskerQuestion | NoQuestion;
  /** Null for those of whom no probe looks anything up. */
  readonly vantage: PlacedVantage | null;
}

/** Who is asked about for a client group: its vantages, and blocks that stand for those it names. */
export function askersOf(group: ClientGroup, vantages: readonly PlacedVantage[]): GroupAsker[] {
  const own = vantages.filter(({ id }) => group.vantages.includes(id));
  const [first] = own;
  // Where the users of a block are is known only by whom they are told to be like.
  const place = first === undefined ? {} : askerOf(first, group.country);
  return [
    ...own.map(
      (vantage): GroupAsker => ({
        name: { kind: "vantage", vantage: vantage.id },
        asker: askerOf(vantage, group.country),
        question: questionOfVantage(vantage),
        vantage,
      }),
    ),
    ...representativeBlocks(group).map(
      (block): GroupAsker => ({
        name: { kind: "block", block },
        asker: { ...place, subnet: block },
        question: questionOfBlock(block),
        vantage: null,
      }),
    ),
  ];
}

/** One text for each asker, the same wherever it is asked about. */
export function askerKey(name: AskerName): string {
  return name.kind === "vantage" ? `vantage ${name.vantage}` : `block ${name.block}`;
}
