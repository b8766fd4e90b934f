import type { Recommendation } from "../../controller/contract/recommendation.ts";

/** Why, what would change the answer, and what has changed since the one before; each opens by itself. */
export function AdviceReasons({ recommendation }: { recommendation: Recommendation }) {
  const { explanation, reasons, flips, sensitivity, since } = recommendation;
  const why = explanation.length > 0 ? explanation : reasons.map(({ text }) => text);
  const changes = [
    ...flips.map(({ sentence }) => sentence),
    ...(sensitivity === null ? [] : [sensitivity.sentence]),
  ];
  return (
    <>
      <Sentences title="Why" sentences={why} />
      <Sentences title="What would change the answer" sentences={changes} />
      {since === null ? null : (
        <Sentences title={`What changed since ${since.id}`} sentences={since.changes} />
      )}
    </>
  );
}

function Sentences({ title, sentences }: { title: string; sentences: readonly string[] }) {
  if (sentences.length === 0) return null;
  return (
    <details className="more">
      <summary>
        {title} <span className="count">{sentences.length}</span>
      </summary>
      <ul className="sentences">
        {sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </details>
  );
}
