import type { Entry } from "../../controller/contract/measured.ts";
import type { ShownService } from "../data/use-service.ts";
import { ENTRIES, entryName } from "../view-model/names.ts";
import { Segmented } from "./segmented.tsx";

interface EntryChoiceProps {
  service: ShownService;
  entry: Entry;
  onChange(entry: Entry): void;
}

/** The way in; one that the service does not have cannot be chosen. */
export function EntryChoice({ service, entry, onChange }: EntryChoiceProps) {
  const options = ENTRIES.map((value) => ({
    value,
    text: entryName(value),
    disabled: !service.entries.includes(value),
  }));
  return (
    <Segmented label="Entry" name="entry" options={options} value={entry} onChange={onChange} />
  );
}
