import { describe, expect, it } from "vitest";
import { parseSocketLine, socketKey } from "../../../probe/measure/socket-line.ts";

// Written by `ss -tinHO` of iproute2 6.1 on Linux 6.18, and shortened where it says nothing about times.
const IPV4 =
  "ESTAB 0      0               127.0.0.1:57502          127.0.0.1:18099 bbr wscale:10,10 rto:200 rtt:0.015/0.007 ato:40 mss:32768 pmtu:65535 cwnd:10 bytes_acked:1 bytes_received:7 segs_out:3 segs_in:2 data_segs_in:1 bbr:(bw:0bps,mrtt:0.015,pacing_gain:1) delivered:1 app_limited minrtt:0.015 snd_wnd:65536      ";
const IPV6 =
  "ESTAB 0      0                   [::1]:55374              [::1]:18099 bbr wscale:10,10 rto:200 rtt:0.022/0.011 ato:40 mss:32768 cwnd:10 bytes_acked:1 segs_out:3 segs_in:2 rcv_space:65476 minrtt:0.022 snd_wnd:65536";
const MAPPED =
  "ESTAB 0      0      [::ffff:127.0.0.1]:57522 [::ffff:127.0.0.1]:18099 bbr wscale:10,10 rto:200 rtt:0.013/0.006 ato:40 bytes_acked:1 segs_out:3 minrtt:0.013";
const HAS_SENT =
  "ESTAB 0      0               127.0.0.1:57510          127.0.0.1:18099 bbr wscale:10,10 rto:204 rtt:0.014/0.007 ato:40 mss:32768 cwnd:11 bytes_sent:1 bytes_acked:2 bytes_received:7 segs_out:4 segs_in:3 data_segs_out:1 minrtt:0.007";

function parsed(line: string) {
  return parseSocketLine(line) ?? { key: "none", time: { rttUs: -1, retransmits: -1 } };
}
const pair = (address: string, localPort: number) =>
  socketKey({ localAddress: address, localPort, remoteAddress: address, remotePort: 18_099 });

describe("probe/measure/socket-line", () => {
  it.each([
    [IPV4, pair("127.0.0.1", 57_502), 15],
    [IPV6, pair("::1", 55_374), 22],
    [MAPPED, pair("::ffff:127.0.0.1", 57_522), 13],
  ])("reads which connection it is, and the time of its handshake: %s", (line, key, rttUs) => {
    expect(parseSocketLine(line)).toEqual({ key, time: { rttUs, retransmits: 0 } });
  });

  it("reads long times, and states other than established", () => {
    const line = "CLOSE-WAIT 1 0 192.0.2.1:40000 192.0.2.9:443 cubic rto:441 rtt:240.123/120.061";
    expect(parsed(line).time.rttUs).toBe(240_123);
    expect(parsed(line.replace("240.123/120.061", "241/120.5")).time.rttUs).toBe(241_000);
  });

  it("tells how often the first packet went out again", () => {
    const line = IPV4.replace("segs_out", "retrans:0/2 segs_out");
    expect(parsed(line).time.retransmits).toBe(2);
  });

  it("leaves interfaces out, on both sides", () => {
    const line = "ESTAB 0 0 127.0.0.53%lo:40001 [fe80::1]%eth0:443 cubic rtt:1.5/0.75";
    const pairOf = (localAddress: string, remoteAddress: string) =>
      socketKey({ localAddress, localPort: 40_001, remoteAddress, remotePort: 443 });
    expect(parsed(line).key).toBe(pairOf("127.0.0.53", "fe80::1"));
    expect(pairOf("127.0.0.53", "fe80::1%eth0")).toBe(pairOf("127.0.0.53", "fe80::1"));
  });

  it.each([
    ["data has been sent", HAS_SENT],
    ["the handshake was not timed", IPV4.replace("rtt:0.015/0.007 ", "")],
    ["there is only some other time", IPV4.replace(" rtt:0.015/0.007", " rcv_rtt:3/1")],
    ["it is a head", "State Recv-Q Send-Q Local Address:Port Peer Address:Port Process"],
    ["it is empty", ""],
  ])("says nothing when %s", (_why, line) => {
    expect(parseSocketLine(line)).toBeNull();
  });
});
