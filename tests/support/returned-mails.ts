/** Reports as mail servers send them when a mail does not arrive: the words of each kind of server, about a mail of ours. */

interface Report {
  messageId: string;
  to?: string;
  status?: string;
  diagnostic?: string;
  action?: string;
}

/** A report by RFC 3464, as Postfix writes it. */
export function writeReport({
  messageId,
  to = 'anna@partner.example',
  status = '5.1.1',
  diagnostic = `smtp; 550 ${status} <${to}>: Recipient address rejected`,
  action = 'failed',
}: Report): string {
  return `Return-Path: <>
From: MAILER-DAEMON@mx.example (Mail Delivery System)
To: mail@keten.example
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="B"

--B
Content-Type: text/plain; charset=us-ascii

This is the mail system at host mx.example.

--B
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example
X-Postfix-Queue-ID: 4Fz
Arrival-Date: Fri, 27 Nov 2026 10:00:00 +0100

Final-Recipient: rfc822; ${to}
Original-Recipient: rfc822;${to}
Action: ${action}
Status: ${status}
Diagnostic-Code: ${diagnostic}

--B
Content-Type: message/rfc822

From: Ketenspiegel <mail@keten.example>
To: ${to}
Subject: Vragenlijst
Message-ID: ${messageId}

Beste Anna, status 4.4.4
--B--
`.replaceAll('\n', '\r\n');
}

/** Exchange: only the headers come back, and the reason stands in the other server's words. */
export const writeExchange = (messageId: string) =>
  writeReport({
    messageId,
    status: '5.0.0',
    diagnostic: 'smtp;550 5.7.26 Unauthenticated email\r\n is not accepted',
  })
    .replace('message/rfc822', 'text/rfc822-headers')
    .replace(
      'MAILER-DAEMON@mx.example (Mail Delivery System)',
      'Microsoft Outlook <MicrosoftExchange3@mx.example>',
    );

/** A server that returns nothing of the mail but the name that we gave it on its way. */
export const writeEnvelope = (messageId: string) =>
  writeReport({ messageId: '<else@where>', status: '5.2.2' })
    .replace('Reporting-MTA', `Original-Envelope-Id: ${messageId.slice(1, -1)}\r\nReporting-MTA`)
    .replace('Message-ID: <else@where>', 'X-None: yes');

/** Exim: plain text, with the mail below. */
export const writeExim = (messageId: string) =>
  `Return-path: <>
X-Failed-Recipients: anna@partner.example
Auto-Submitted: auto-replied
From: Mail Delivery System <Mailer-Daemon@mx.example>
To: mail@keten.example
Subject: Mail delivery failed: returning message to sender

A message that you sent could not be delivered. This is a permanent error.

  anna@partner.example
    Unrouteable address, seen from 10.5.1.1

------ This is a copy of the message, including all the headers. ------

Return-path: <mail@keten.example>
From: Ketenspiegel <mail@keten.example>
Message-ID: ${messageId}

Beste Anna, 4.4.4
`.replaceAll('\n', '\r\n');

/** qmail: plain text with a code. */
export const writeQmail = (messageId: string, words = 'Sorry, no mailbox here by that name. (#5.1.1)') =>
  `From: MAILER-DAEMON@mx.example
To: mail@keten.example
Subject: failure notice

Hi. This is the qmail-send program at mx.example.
I'm afraid I wasn't able to deliver your message.

<anna@partner.example>:
${words}

--- Below this line is a copy of the message.

From: Ketenspiegel <mail@keten.example>
Message-ID: ${messageId}

Beste Anna
`.replaceAll('\n', '\r\n');

/** Somebody who is on leave, with our mail and a code below her answer. */
export const writeOnLeave = (messageId: string) =>
  `Return-Path: <>
From: Anna <anna@partner.example>
To: mail@keten.example
Subject: Automatisch antwoord: 550 5.1.1
Auto-Submitted: auto-replied
In-Reply-To: ${messageId}
References: ${messageId}

Ik ben er niet. 550 5.1.1 user unknown.
> Message-ID: ${messageId}
`.replaceAll('\n', '\r\n');
