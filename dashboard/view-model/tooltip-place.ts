interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

interface Size {
  width: number;
  height: number;
}

const GAP = 8;

/**
 * Upper left corner of a box beside an anchor, all in CSS pixels of the window: below it where there is
 * room, else above, and never over the window's edge.
 */
export function tooltipPlace(anchor: Box, box: Size, window: Size): { left: number; top: number } {
  const below = anchor.top + anchor.height + GAP;
  const above = anchor.top - box.height - GAP;
  const top = below + box.height <= window.height - GAP ? below : above;
  return {
    left: within(anchor.left, window.width - box.width - GAP),
    top: within(top, window.height - box.height - GAP),
  };
}

function within(value: number, most: number): number {
  return Math.round(Math.max(GAP, Math.min(value, most)));
}
