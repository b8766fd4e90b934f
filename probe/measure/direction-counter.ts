/** Packets lost on either way, as far as the reflector's numbers show. */
export interface DirectionLosses {
  out: number;
  back: number;
}

interface Stretch {
  firstSeq: number;
  firstReflected: number;
  lastSeq: number;
  lastReflected: number;
  answers: number;
}

/**
 * Tells on which way the packets of one flow were lost, from two numbers in each reply: ours, and how
 * many the reflector has answered. Between the first and the latest reply, what we numbered and it did
 * not was lost on the way out; what it numbered and we did not hear, on the way back. Losses before
 * the first reply and after the latest stay undecided.
 */
export class DirectionCounter {
  #stretch: Stretch | null = null;
  #isStateful = false;
  #closed: DirectionLosses = { out: 0, back: 0 };

  /**
   * Takes one reply.
   *
   * @param seq our number, starting anywhere but near 0
   * @param reflected the reflector's number; equal to ours from a reflector that does not count
   */
  answer(seq: number, reflected: number): void {
    this.#isStateful ||= seq !== reflected;
    const stretch = this.#stretch;
    // A reflector that has forgotten the flow counts from 0 again.
    if (stretch === null || (seq > stretch.lastSeq && reflected < stretch.lastReflected)) {
      this.#closed = this.#sum();
      this.#stretch = {
        firstSeq: seq,
        firstReflected: reflected,
        lastSeq: seq,
        lastReflected: reflected,
        answers: 1,
      };
      return;
    }
    stretch.answers += 1;
    stretch.lastSeq = Math.max(stretch.lastSeq, seq);
    stretch.lastReflected = Math.max(stretch.lastReflected, reflected);
  }

  /** The losses so far; null while no reply has shown that the reflector counts. */
  losses(): DirectionLosses | null {
    return this.#isStateful ? this.#sum() : null;
  }

  #sum(): DirectionLosses {
    const { out, back } = this.#closed;
    if (this.#stretch === null) return { out, back };
    const { firstSeq, firstReflected, lastSeq, lastReflected, answers } = this.#stretch;
    const reflected = lastReflected - firstReflected + 1;
    return {
      out: out + Math.max(0, lastSeq - firstSeq + 1 - reflected),
      back: back + Math.max(0, reflected - answers),
    };
  }
}
