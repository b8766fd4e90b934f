import { createRootRoute, createRoute, createRouter } from "@tanstack/react-router";
import { Frame } from "./components/frame.tsx";
import { MatrixScreen } from "./components/matrix-screen.tsx";
import { NotFound } from "./components/not-found.tsx";
import { Overview } from "./components/overview.tsx";
import { viewSearch } from "./view-model/view-search.ts";

// The view stands in the address of every screen, so that it follows the reader and can be shared.
const root = createRootRoute({
  component: Frame,
  notFoundComponent: NotFound,
  validateSearch: viewSearch,
});

const overview = createRoute({ getParentRoute: () => root, path: "/", component: Overview });
const matrix = createRoute({
  getParentRoute: () => root,
  path: "/matrix",
  component: MatrixScreen,
});

export const router = createRouter({
  routeTree: root.addChildren([overview, matrix]),
  scrollRestoration: false,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
