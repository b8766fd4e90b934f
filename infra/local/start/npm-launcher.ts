const LOOK_EVERY_MS = 500;

/**
 * npm runs a script through a shell that dies of SIGTERM without passing it on. A start that npm
 * launched therefore also ends when its parent has changed; any other start may outlive its parent, as
 * with nohup. Listens until the returned function is called.
 */
export function listenForLostNpm(env: NodeJS.ProcessEnv, onLost: () => void): () => void {
  if (env["npm_lifecycle_event"] === undefined) return () => undefined;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    onLost();
  }, LOOK_EVERY_MS);
  timer.unref();
  return () => clearInterval(timer);
}
