/** Two notes, upwards for good news and downwards for bad, in Hz. */
const NOTES = { done: [587.33, 880], failed: [440, 293.66] } as const;
const NOTE_S = 0.16;
const LOUDNESS = 0.12;

let context: AudioContext | null = null;

/**
 * Plays a short sound, made here. Browsers stay silent until the page was used once, and some have no sound at all: then nothing happens.
 * One audio context serves the whole page, as browsers allow only a few.
 */
export function playChime(kind: keyof typeof NOTES): void {
  try {
    context ??= new AudioContext();
    const audio = context;
    void audio.resume().catch(() => undefined);
    NOTES[kind].forEach((frequency, index) => playNote(audio, frequency, audio.currentTime + index * NOTE_S));
  } catch {
    // No sound device: the other ways of telling remain.
  }
}

function playNote(audio: AudioContext, frequency: number, atS: number): void {
  const tone = audio.createOscillator();
  const volume = audio.createGain();
  tone.frequency.value = frequency;
  volume.gain.setValueAtTime(0, atS);
  volume.gain.linearRampToValueAtTime(LOUDNESS, atS + 0.01);
  volume.gain.exponentialRampToValueAtTime(0.001, atS + 2 * NOTE_S);
  tone.connect(volume).connect(audio.destination);
  tone.start(atS);
  tone.stop(atS + 2 * NOTE_S);
}
