import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { ApiError } from "../data/api.ts";
import { clockText } from "../view-model/time-text.ts";
import { ToneMark } from "./tone-mark.tsx";

interface PanelProps<T> {
  id: string;
  title: string;
  query: Pick<UseQueryResult<T>, "data" | "error" | "isPlaceholderData" | "dataUpdatedAt"> & {
    refetch(): Promise<unknown>;
  };
  /** Stands in the final size until the first answer. */
  skeleton: ReactNode;
  aside?: ReactNode;
  children: (data: T) => ReactNode;
}

/** One panel with its own loading, failure and retry: a failure takes nothing else down. */
export function Panel<T>({ id, title, query, skeleton, aside, children }: PanelProps<T>) {
  const { data, error, isPlaceholderData } = query;
  const dimmed = data !== undefined && (error !== null || isPlaceholderData);
  return (
    <section className={`panel panel-${id}`} aria-labelledby={`${id}-title`}>
      <header className="panel-head">
        <h2 id={`${id}-title`}>{title}</h2>
        {isPlaceholderData ? <span className="updating">updating</span> : null}
        {aside}
      </header>
      {error === null ? null : <Failure error={error} query={query} />}
      {data === undefined ? (
        error === null && (
          <div className="loading">
            <span className="visually-hidden">Loading {title.toLowerCase()}</span>
            {skeleton}
          </div>
        )
      ) : (
        <div className={dimmed ? "panel-body dimmed" : "panel-body"}>{children(data)}</div>
      )}
    </section>
  );
}

function Failure({ error, query }: { error: Error; query: PanelProps<unknown>["query"] }) {
  const problem = error instanceof ApiError ? error.problem : null;
  return (
    <div className="failure" role="alert">
      <ToneMark tone="bad" />
      <div>
        <p className="failure-what">{error.message}</p>
        {problem === null ? null : (
          <p>
            {problem.mend} <small>request {problem.requestId}</small>
          </p>
        )}
        {query.data === undefined ? null : (
          <p>Below: the data of {clockText(query.dataUpdatedAt)}.</p>
        )}
      </div>
      <button type="button" className="button" onClick={() => void query.refetch()}>
        Retry
      </button>
    </div>
  );
}
