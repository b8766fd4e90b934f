import { Link } from "@tanstack/react-router";
import { useService } from "../data/use-service.ts";
import { useView } from "../data/use-view.ts";
import type { IconName } from "../view-model/icon.ts";
import type { Theme } from "../view-model/theme.ts";
import { Icon } from "./icon.tsx";
import { LiveState } from "./live-state.tsx";

interface HeaderProps {
  theme: Theme;
  onTheme(): void;
  onHelp(): void;
}

const THEME_ICONS: Record<Theme, IconName> = { system: "half", light: "ring", dark: "circle" };

/** Product, screens, service, live state, theme and help. */
export function Header({ theme, onTheme, onHelp }: HeaderProps) {
  return (
    <div className="header">
      <span className="brand">
        <Mark />
        Isochrone
      </span>
      <nav aria-label="Screens">
        <Link to="/" search={true} activeOptions={{ exact: true, includeSearch: false }}>
          Overview
        </Link>
        <Link to="/matrix" search={true} activeOptions={{ includeSearch: false }}>
          Matrix
        </Link>
      </nav>
      <ServiceChoice />
      <LiveState />
      <button type="button" className="button quiet" onClick={onTheme}>
        <Icon name={THEME_ICONS[theme]} />
        <span className="wide-only">Theme: </span>
        {theme}
      </button>
      <button type="button" className="button quiet" onClick={onHelp} aria-label="Help and keys">
        ?
      </button>
    </div>
  );
}

function ServiceChoice() {
  const { id, services } = useService();
  const { change } = useView();
  if (services.length === 0) return <span className="service" />;
  if (services.length === 1) return <span className="service">{services[0]?.label}</span>;
  return (
    <label className="service">
      <span className="visually-hidden">Service</span>
      <select
        value={id}
        onChange={(event) => change({ service: event.target.value, cell: undefined })}
      >
        {services.map((service) => (
          <option key={service.id} value={service.id}>
            {service.label}
          </option>
        ))}
      </select>
    </label>
  );
}

/** Lines of equal time around a place. */
function Mark() {
  return (
    <svg className="mark" viewBox="0 0 24 24" aria-hidden="true">
      <circle cx="12" cy="12" r="2.4" />
      <path d="M6.5 12.500a5.500 5.500 0 0 1 10.200-3a5.500 5.500 0 0 1-2 7.400" />
      <path d="M2.500 13a9.500 9.500 0 0 1 7.500-10.200M21.400 10.500a9.500 9.500 0 0 1-11.600 10.700" />
    </svg>
  );
}
