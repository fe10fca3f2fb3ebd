/** What goes into a calendar: the right day or time, the same entry each time, and nothing slipped in. */
import { expect, test } from 'vitest';
import { describeDay } from '../../../../server/results/agreements/describe-day.ts';
import { describeEntry } from '../../../../server/results/meeting/meeting.ts';
import { writeCalendar } from '../../../../server/results/send-calendar.ts';
import type { Round } from '../../../../server/rounds/rounds.ts';

const day = { id: '7', what: 'Een inloopuur', who: 'Welzijn', byWhen: '2026-03-29', network: 'Keten' };
const told = { publicUrl: 'https://keten.example/x', language: 'nl' as const };
const write = (fields: Partial<typeof day> = {}, now = new Date('2026-01-01T10:00:00Z')) =>
  writeCalendar(describeDay({ ...day, ...fields }, 'nl'), { ...told, now });
const listLines = (text: string) => text.replaceAll('\r\n ', '').split('\r\n');

test('it is a whole day, also the one on which the clock changes', () => {
  expect(listLines(write())).toContain('DTSTART;VALUE=DATE:20260329');
  expect(write()).not.toContain('DTEND');
});

test('the same agreement is the same entry each time', () => {
  const uid = 'UID:agreement-7@keten.example';
  expect(listLines(write())).toContain(uid);
  expect(listLines(write({ byWhen: '2026-04-01' }, new Date('2026-02-01T10:00:00Z')))).toContain(uid);
});

test('what somebody typed stays text: no line of its own, no bare line end, no link', () => {
  const text = write({ what: 'Bel; de, \\ school\r\nEND:VEVENT\nBEGIN:VALARM', network: 'A\rATTENDEE:x' });
  const lines = listLines(text);
  expect(lines.filter((line) => line.startsWith('END:'))).toEqual(['END:VEVENT', 'END:VCALENDAR']);
  expect(lines.some((line) => line.startsWith('BEGIN:VALARM') || line.startsWith('ATTENDEE'))).toBe(false);
  expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  expect(lines).toContain('SUMMARY:Afspraak klaar: Bel\\; de\\, \\\\ school END:VEVENT BEGIN:VALARM');
  expect(text).not.toContain('http');
});

test('no line is longer than 75 bytes', () => {
  const lines = write({ what: 'é'.repeat(200) }).split('\r\n');
  expect(Math.max(...lines.map((line) => Buffer.byteLength(line)))).toBeLessThanOrEqual(75);
});

const round = { id: '3', name: 'Meting 2026', network: { name: 'Keten' } } as Round;
const meeting = {
  from: new Date('2026-03-29T12:00:00Z'),
  until: new Date('2026-03-29T14:30:00Z'),
  place: 'Zaal 2; links, boven\nATTENDEE:x',
  isOver: false,
};

test('a meeting is from one moment to another, wherever the calendar stands, and says where', () => {
  const lines = listLines(
    writeCalendar(describeEntry(meeting, round, 'nl'), { ...told, now: new Date('2026-01-01T10:00:00Z') }),
  );
  expect(lines).toEqual(
    expect.arrayContaining([
      'UID:meeting-3@keten.example',
      'DTSTART:20260329T120000Z',
      'DTEND:20260329T143000Z',
      'SUMMARY:Bijeenkomst over de uitslag: Keten',
      'LOCATION:Zaal 2\\; links\\, boven ATTENDEE:x',
    ]),
  );
  expect(lines.some((line) => line.startsWith('ATTENDEE') || line.includes('http'))).toBe(false);
});
