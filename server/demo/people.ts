/** The people of the example who are asked in the round that is open, in the order of their invitations. Made up. */

/** asked: the mail went out. returned: it came back later. paper: has no address, and got a letter. */
export type PersonState = 'asked' | 'opened' | 'begun' | 'refused' | 'returned' | 'unsubscribed' | 'paper';

export const examplePeople: readonly { name: string; state?: PersonState }[] = [
  // Who answered.
  { name: 'Marieke Verbeek' },
  { name: 'Joost van Dael' },
  { name: 'Anke Hendrix' },
  { name: 'Tom Peeters' },
  { name: 'Saskia Lenders' },
  { name: 'Ruud Claessens' },
  { name: 'Els Maas' },
  { name: 'Bart Geelen' },
  { name: 'Fatima El Amrani' },
  { name: 'Wil Koolen', state: 'paper' },
  { name: 'Riet Stals', state: 'paper' },
  { name: 'Chantal Bos' },
  // Who did not.
  { name: 'Noor Jacobs' },
  { name: 'Peter Smeets', state: 'refused' },
  { name: 'Hanneke Rutten', state: 'opened' },
  { name: 'Mehmet Yilmaz' },
  { name: 'Ingrid Wolters', state: 'begun' },
  { name: 'Dirk Aerts', state: 'refused' },
  { name: 'Lia Janssen', state: 'unsubscribed' },
  { name: 'Gerda van Lier', state: 'paper' },
  { name: 'Sem Nijssen', state: 'returned' },
  { name: 'Trees Kessels', state: 'opened' },
  { name: 'Omar Haddad' },
  { name: 'Jeanne Driessen' },
];
