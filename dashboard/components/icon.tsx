import { type IconName, iconPath } from "../view-model/icon.ts";

/** A mark in the size and colour of the text around it; what it means stands there in words. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg className="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <path d={iconPath(name)} fillRule="evenodd" />
    </svg>
  );
}
