import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import "./style/tokens.css";
import "./style/base.css";
import "./style/frame.css";
import "./style/panel.css";
import "./style/overview.css";
import "./style/map.css";
import "./style/matrix.css";
import "./style/legend.css";
import { LiveProvider } from "./data/live-context.tsx";
import { applyTheme, storedTheme } from "./data/preferences.ts";
import { createQueryClient } from "./data/queries.ts";
import { router } from "./router.tsx";

applyTheme(storedTheme());

const root = document.getElementById("root");
if (root === null) throw new Error("the page has no element with the id root");
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={createQueryClient()}>
      <LiveProvider>
        <RouterProvider router={router} />
      </LiveProvider>
    </QueryClientProvider>
  </StrictMode>,
);
