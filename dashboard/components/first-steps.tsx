/** Shown where the controller has nothing to measure yet; it goes by itself once there is something. */
export function FirstSteps() {
  return (
    <section className="alone first-steps" aria-live="polite">
      <h1>Nothing to measure yet</h1>
      <p>The controller runs, but no service and no vantage is declared.</p>
      <ul>
        <li>
          With the lab this takes a few seconds: it declares its own world, and this page follows.
        </li>
        <li>
          For your own services, write an estate file and start with it:
          <pre>
            <code>isochrone start --no-lab --estate estate.yaml</code>
          </pre>
        </li>
      </ul>
    </section>
  );
}
