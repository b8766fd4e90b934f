/**
 * Version of every shape that a probe and a controller exchange. A higher number means that an older
 * peer cannot read it; additions that an older peer may ignore do not change it.
 */
export const WIRE_VERSION = 1;
