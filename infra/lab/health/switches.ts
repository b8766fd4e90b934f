import type { HealthCheckConfig } from "@aws-sdk/client-route-53";

/** States of a CloudWatch alarm. */
export type AlarmState = "OK" | "ALARM" | "INSUFFICIENT_DATA";

/** How a CloudWatch alarm is known to a health check. */
export interface AlarmName {
  readonly region: string;
  readonly name: string;
}

/** What health checks read that the lab itself does not measure: alarms and routing controls, set by hand. */
export class Switches {
  readonly #alarms = new Map<string, { now: boolean | undefined; last: boolean | undefined }>();
  readonly #controlsOn = new Set<string>();
  readonly #onChange: () => void;

  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  /** An alarm that was never set has no data. */
  setAlarm(alarm: AlarmName, state: AlarmState): void {
    const key = `${alarm.region} ${alarm.name}`;
    const now = state === "INSUFFICIENT_DATA" ? undefined : state === "OK";
    this.#alarms.set(key, { now, last: now ?? this.#alarms.get(key)?.last });
    this.#onChange();
  }

  /** A routing control that was never set is off, as a new one of AWS is. */
  setControl(routingControlArn: string, isOn: boolean): void {
    if (isOn) this.#controlsOn.add(routingControlArn);
    else this.#controlsOn.delete(routingControlArn);
    this.#onChange();
  }

  isAlarmOk({ AlarmIdentifier: alarm }: HealthCheckConfig): {
    readonly now: boolean | undefined;
    readonly last: boolean | undefined;
  } {
    const known = this.#alarms.get(`${alarm?.Region} ${alarm?.Name}`);
    return known ?? { now: undefined, last: undefined };
  }

  isControlOn(routingControlArn: string): boolean {
    return this.#controlsOn.has(routingControlArn);
  }
}
