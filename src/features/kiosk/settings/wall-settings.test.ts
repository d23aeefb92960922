import { describe, expect, it } from 'vitest';
import { isWithin, minuteOfDay, msUntil, parseDayRange, parseTimeOfDay } from './time-of-day';
import { DEFAULT_SETTINGS, parseWallSettings } from './wall-settings';

const parse = (search: string) => parseWallSettings(search, 'local');
const at = (text: string) => new Date(`2026-11-25T${text}`).getTime();

describe('the address of a wall', () => {
  it('tells nothing of prompts and shows no pictures unless asked', () => {
    const { settings, faults } = parse('');
    expect(settings).toEqual(DEFAULT_SETTINGS);
    expect([settings.isRedacted, settings.images, settings.views]).toEqual([true, 'none', ['wall']]);
    expect(faults).toEqual([]);
  });

  it('is read whole', () => {
    const search =
      'server=local&view=queue,gallery,gpu&cycle=20&theme=light&scale=1.5&redact=0&images=blur&shift=30&sleep=20:00-07:00&reload=03:30';
    expect(parse(search)).toEqual({
      faults: [],
      settings: {
        views: ['queue', 'gallery', 'gpu'],
        cycleS: 20,
        theme: 'light',
        scale: 1.5,
        isRedacted: false,
        images: 'blurred',
        shiftS: 30,
        sleep: { from: 1_200, to: 420 },
        reloadAt: 210,
      },
    });
  });

  it('switches off what can be switched off', () => {
    const { settings, faults } = parse('shift=0&sleep=off&reload=off');
    expect([settings.shiftS, settings.sleep, settings.reloadAt, faults]).toEqual([null, null, null, []]);
  });

  it.each([
    ['cycle', '5'],
    ['cycle', '1e9'],
    ['theme', 'pink'],
    ['theme', 'toString'],
    ['scale', '0'],
    ['scale', '-1'],
    ['redact', 'yes'],
    ['images', '2'],
    ['shift', '1'],
    ['sleep', '20:00'],
    ['sleep', '07:00-07:00'],
    ['sleep', '25:00-07:00'],
    ['reload', '4'],
    ['reload', ''],
    ['server', 'other'],
    ['view', 'cinema'],
  ])('falls back and says so: %s=%s', (name, value) => {
    const { settings, faults } = parse(`${name}=${value}`);
    expect(faults).toEqual([{ name, value }]);
    expect(settings).toEqual(DEFAULT_SETTINGS);
  });

  it('keeps the views it knows beside one it does not, each once, and leaves unknown names alone', () => {
    expect(parse('view=gpu,cinema,gpu,queue&orgId=1').settings.views).toEqual(['gpu', 'queue']);
    expect(parse('view=gpu,cinema&orgId=1').faults).toEqual([{ name: 'view', value: 'cinema' }]);
  });
});

describe('the time of day', () => {
  it('is read as hours and minutes', () => {
    expect(['00:00', '7:05', '23:59', '24:00', '07:60', 'noon'].map(parseTimeOfDay)).toEqual([0, 425, 1_439, null, null, null]);
    expect(minuteOfDay(at('07:05:59'))).toBe(425);
  });

  it('lies within hours that reach over midnight', () => {
    const night = parseDayRange('20:00-07:00') ?? { from: 0, to: 0 };
    expect(['19:59', '20:00', '23:59', '00:00', '06:59', '07:00'].map((time) => isWithin(night, parseTimeOfDay(time) ?? -1))).toEqual([
      false,
      true,
      true,
      true,
      true,
      false,
    ]);
    expect(isWithin({ from: 60, to: 120 }, 120)).toBe(false);
  });

  it('comes again within a day', () => {
    expect(msUntil(240, at('03:59:30'))).toBe(30_000);
    expect(msUntil(240, at('04:00:30'))).toBe(24 * 3_600_000 - 30_000);
    expect(msUntil(0, at('23:00:00'))).toBe(3_600_000);
  });
});
