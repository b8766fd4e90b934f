import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { Matrix } from "../../controller/contract/matrix.ts";
import type { Entry } from "../../controller/contract/measured.ts";
import type { Status } from "../../controller/contract/status.ts";
import { recommendationQuery } from "../data/queries.ts";
import { attentionOf } from "../view-model/attention.ts";
import { patched, type ViewSearch } from "../view-model/view-search.ts";
import { ToneMark } from "./tone-mark.tsx";

interface AttentionProps {
  status: Status;
  matrices: readonly Matrix[];
  serviceId: string | undefined;
}

/** What needs somebody, the most severe first. */
export function AttentionPanel({ status, matrices, serviceId }: AttentionProps) {
  const { data } = useQuery(recommendationQuery(serviceId));
  const items = attentionOf(status, matrices, data ?? null);
  return (
    <section className="panel panel-attention" aria-labelledby="attention-title">
      <header className="panel-head">
        <h2 id="attention-title">Needs attention</h2>
        <span className="count">{items.length}</span>
      </header>
      <div className="panel-body">
        {items.length === 0 ? (
          <p className="nothing">
            Nothing in what was measured. What was not measured is not judged.
          </p>
        ) : (
          <ul className="attention">
            {items.map((item) => (
              <li key={item.text}>
                <ToneMark tone={item.tone} />
                {item.entry === null ? (
                  <span>{item.text}</span>
                ) : (
                  <MatrixLink entry={item.entry}>{item.text}</MatrixLink>
                )}
              </li>
            ))}
          </ul>
        )}
      </div>
    </section>
  );
}

function MatrixLink({ entry, children }: { entry: Entry; children: string }) {
  return (
    <Link to="/matrix" search={(before: ViewSearch) => patched(before, { entry })}>
      {children}
    </Link>
  );
}
