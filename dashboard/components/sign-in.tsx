/** Shown where the controller knows no session: how to get one. */
export function SignIn() {
  return (
    <main className="alone" id="main">
      <h1>A link is needed</h1>
      <p>
        This page opens with a one-time link, which the controller prints. It has none, or it has
        ended.
      </p>
      <p>On the machine that runs the controller:</p>
      <pre>
        <code>isochrone link</code>
      </pre>
      <p>Open the address that it prints, in this browser.</p>
    </main>
  );
}
