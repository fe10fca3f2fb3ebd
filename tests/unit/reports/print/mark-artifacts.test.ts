import { expect, test } from 'vitest';
import { markArtifacts } from '../../../../reports/print/mark-artifacts.ts';

test('what has no mark becomes an artifact, and what has one stays as it is', () => {
  const content = [
    'q',
    '0 0 9 9 re',
    'f',
    '/P <</MCID 0',
    '>>BDC',
    'BT',
    '<01> Tj',
    'ET',
    '1 1 m',
    '2 2 l',
    'S',
    'EMC',
    'BT',
    '<02> Tj',
    'ET',
    '/X1 Do',
    'Q',
  ];
  expect(markArtifacts(content.join('\n')).split('\n')).toEqual([
    'q',
    '/Artifact BMC',
    '0 0 9 9 re',
    'f',
    'EMC',
    '/P <</MCID 0',
    '>>BDC',
    'BT',
    '<01> Tj',
    'ET',
    '1 1 m',
    '2 2 l',
    'S',
    'EMC',
    '/Artifact BMC',
    'BT',
    '<02> Tj',
    'ET',
    'EMC',
    '/Artifact BMC',
    '/X1 Do',
    'EMC',
    'Q',
  ]);
});

test('a path of several pieces, and a clip, get one mark', () => {
  expect(markArtifacts('0 0 m\n1 1 l\n5 5 m\n6 6 l\nh\nf*\n0 0 9 9 re\nW* n')).toBe(
    '/Artifact BMC\n0 0 m\n1 1 l\n5 5 m\n6 6 l\nh\nf*\nEMC\n/Artifact BMC\n0 0 9 9 re\nW* n\nEMC',
  );
});
