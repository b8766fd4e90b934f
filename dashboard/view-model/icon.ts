/**
 * Marks as outlines in a box of 16 by 16, so that they look the same on every machine: many of the
 * characters for them are missing from common fonts.
 */
const ICONS = {
  check: "M6.4 13.2 1.8 8.6l1.6-1.6 3 3 6.2-6.6 1.7 1.5z",
  triangle: "M8 1.8 15 14H1z",
  cross:
    "M3.3 1.7 8 6.4l4.7-4.7 1.6 1.6L9.6 8l4.7 4.7-1.6 1.6L8 9.6l-4.7 4.7-1.6-1.6L6.4 8 1.7 3.3z",
  circle: "M8 2.2a5.8 5.8 0 1 0 0 11.6A5.8 5.8 0 1 0 8 2.2z",
  ring: "M8 2.2a5.8 5.8 0 1 0 0 11.6A5.8 5.8 0 1 0 8 2.2zm0 1.8a4 4 0 1 1 0 8 4 4 0 1 1 0-8z",
  half: "M8 2.2a5.8 5.8 0 1 0 0 11.6A5.8 5.8 0 1 0 8 2.2zm0 1.8a4 4 0 0 1 0 8z",
  diamond: "M8 1 15 8 8 15 1 8z",
  square: "M2.8 2.8h10.4v10.4H2.8z",
  star: "M8 .8l2.2 4.9 5.300.6-4 3.6 1.1 5.2L8 12.4l-4.6 2.7 1.1-5.2-4-3.6 5.3-.6z",
  pause: "M3.5 2.5h3v11h-3zm6 0h3v11h-3z",
  question:
    "M4.6 5.5C4.6 3.4 6.1 2 8.2 2s3.5 1.3 3.5 3.2c0 1.5-.8 2.2-1.7 2.9-.8.6-1 .9-1 1.7v.3H7.1v-.5c0-1.500.6-2.1 1.5-2.800.7-.6 1.1-.9 1.1-1.6 0-.8-.6-1.4-1.5-1.4-1 0-1.600.7-1.6 1.7zM7 11.8h2.2V14H7z",
  info: "M6.9 2.2h2.3v2.2H6.9zM5.4 6.2h3.8v5.6h1.5v1.9H5.3v-1.9h1.6V8.1H5.4z",
  down: "M7 1.5h2v9l3.2-3.2 1.4 1.4L8 14.3 2.4 8.7l1.4-1.4L7 10.5z",
  up: "M7 14.5h2v-9l3.2 3.2 1.4-1.4L8 1.7 2.4 7.3l1.4 1.4L7 5.5z",
  right: "M1.5 7v2h9l-3.2 3.2 1.4 1.4L14.3 8 8.7 2.4 7.3 3.8 10.5 7z",
  void: "M13 1.6l1.4 1.4-1.3 1.3a6.3 6.3 0 0 1-8.8 8.8L3 14.4 1.6 13l1.3-1.3a6.3 6.3 0 0 1 8.8-8.8zM8 3.7a4.3 4.3 0 0 0-3.6 6.6l5.9-5.9A4.3 4.3 0 0 0 8 3.7zm3.6 2-5.9 5.9a4.3 4.3 0 0 0 5.9-5.9z",
} as const;

export type IconName = keyof typeof ICONS;

export function iconPath(name: IconName): string {
  return ICONS[name];
}
