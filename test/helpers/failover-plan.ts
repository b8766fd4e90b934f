/** A plan that is sound, as somebody writes it; tests change what they are about. */
export const WRITTEN_PLAN = {
  isochroneFailover: 1,
  id: "dublin-lost",
  label: "Dublin is lost",
  service: "shop",
  environment: "staging",
  failureMode: "black_hole",
  endpoint: "dublin",
  injector: { kind: "http_hook", url: "https://hooks.example/dublin" },
  clients: [
    { entry: "dns", class: "fresh", shareRatio: 0.7 },
    { entry: "dns", class: "keep_alive", shareRatio: 0.3 },
    { entry: "dns", class: "authoritative" },
    { entry: "accelerator", class: "accelerator_fresh", shareRatio: 1 },
  ],
  vantages: ["fra", "nyc"],
  hypothesis: { rtoS: 120, rpoS: 5, forbiddenEndpoints: ["sydney"] },
  intervalMs: 500,
  guards: { errorBudgetRatio: 0.2 },
};
