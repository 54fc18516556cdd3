"""What nobody should send: odd values, headers, bodies and files."""

BOUNDARY = "between"
FORM = "application/x-www-form-urlencoded"
# What forms and addresses get in place of what they ask for.
ODD: tuple[str, ...] = (
    *("", " ", "0", "-1", "1", "007", "1e309", "NaN", "true", "None", "[]", '{"a": ', "9" * 18, "9" * 19, "9" * 400),
    *("\0", "a\0b", "%00", "%", "%zz", "%c3%28", "\ud800", "\ufffe", "\u202e", "\u200b", "٣", "½", "𝟙", "Ⅷ"),
    *("é" * 130, "x" * 10_000, "🏴‍☠️" * 300, "متجر", "ﷺ", "İ", "ß", "\r\nSet-Cookie: planted=1", "\n", "\t", "\x7f"),
    *("<script>planted(1)</script>", "'\"><img src=x onerror=planted(1)>", "{{ 7|add:7 }}", "{% debug %}", "${7*7}"),
    *("' OR 1=1 --", "1; DROP TABLE clients_shop", "%s", "%(x)s", "{0.__class__}", "../../etc/passwd"),
    *("//evil.example/", "http://evil.example/", "javascript:planted(1)", "=cmd|' /C calc'!A0", "@SUM(1)"),
    *("0001-01-01", "9999-12-31", "2026-02-30", "24:61", "Europe/Nowhere", "00000000-0000-0000-0000-000000000000"),
    *("a@b", "a@" + "b" * 300 + ".com", '"x y"@example.com', "a@example.com\nBcc: c@example.com", "mailto:a@b.c"),
    *("1-2", "5-1", "0-" + "9" * 30),
    *(f"Bob{end}Bcc: c@example.com" for end in ("\r\n", "\n", "\r", "\u2028", "\x85", "\0\n")),
)
ODD_HEADERS: tuple[tuple[str, str], ...] = (
    *(("HTTP_HOST", host) for host in ("evil.example", "", "127.0.0.1:x", "[::1", "a" * 300, "127.0.0.1\0")),
    *(("HTTP_ACCEPT_LANGUAGE", each) for each in ("x" * 5000, "de;q=nan", ",,,;", "en-\0", "*;q=1e400")),
    *(("HTTP_X_FORWARDED_FOR", each) for each in ("", "::1, x", "999.1.1.1", "1" * 4000)),
    *(("HTTP_X_FORWARDED_PROTO", each) for each in ("https", "gopher", "")),
    *(("HTTP_X_REQUEST_ID", each) for each in ("\0", "a b", "x" * 5000, "../..")),
    *(("HTTP_IF_MODIFIED_SINCE", each) for each in ("yesterday", "Thu, 99 Foo 20260 00:00:00 GMT", "-1")),
    *(("HTTP_IF_NONE_MATCH", each) for each in ("*", '"', 'W/"x", "', "x" * 3000)),
    *(("HTTP_RANGE", each) for each in ("bytes=-1", "bytes=9-1", "lines=1", "bytes=0-0,1-1")),
    *(("HTTP_ACCEPT_ENCODING", each) for each in ("gzip;q=x", "br, \0", "identity;q=0", "*;q=0")),
    *(("HTTP_ORIGIN", each) for each in ("null", "http://evil.example", "http://[", "\0", "https://127.0.0.1:8000:1")),
    *(("HTTP_REFERER", each) for each in ("http://[", "\0", "//", "http://evil.example/")),
    *(("HTTP_AUTHORIZATION", each) for each in ("Bearer", "Basic %%%", "Bearer \xe9", "x" * 5000)),
    *(("HTTP_COOKIE", each) for each in ("sessionid", "sessionid=\0", "assessments=;;;=", "a=" + "b" * 9000)),
    *(("HTTP_COOKIE", each) for each in ("\xff=\xfe", "csrftoken=x")),
    *(("CONTENT_LENGTH", each) for each in ("-1", "x", "9" * 30, "", "1", "0")),
    *(("HTTP_X_PART", "1"), ("HTTP_HX_REQUEST", "true"), ("HTTP_HX_CURRENT_URL", "http://[")),
    ("HTTP_X_HTTP_METHOD_OVERRIDE", "DELETE"),
    *(("REMOTE_ADDR", each) for each in ("", "unix:", "::ffff:10.0.0.1", "fe80::1%eth0")),
    *(("SCRIPT_NAME", each) for each in ("/x", "//")),
)
ODD_BODIES: tuple[tuple[str, bytes], ...] = (
    (FORM, b"%"),
    (FORM, b"&&&===;;"),
    (FORM, b"name=%ff%fe&key=%00"),
    (FORM, b"=" * 4000),
    (FORM, b"&".join(b"a%d=1" % number for number in range(3100))),
    (FORM, b"name=" + b"x" * 600_000),
    ("", b"name=x"),
    ("application/json", b'{"name": "x"'),
    ("text/xml", b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'),
    ("application/octet-stream", bytes(range(256))),
    (f"{FORM}; charset=utf-7", b"name=+ADw-"),
    (f"{FORM}; charset=hex", b"00"),
    ("multipart/form-data", b"no boundary"),
    ("multipart/form-data; boundary=", b"--\r\n"),
    (f"multipart/form-data; boundary={'b' * 300}", b"--x"),
    ("multipart/form-data; boundary=\xe9", b"--\xe9\r\n"),
    (f"multipart/form-data; boundary={BOUNDARY}", b"--between\r\nContent-Disposition: form-data\r\n\r\nx"),
    (f"multipart/form-data; boundary={BOUNDARY}", b'--between\r\nContent-Disposition: form-data; name="a\xff"\r\n\r\n'),
    (
        f"multipart/form-data; boundary={BOUNDARY}",
        b'--between\r\nContent-Disposition: form-data; name="file"; filename="../\0.csv"\r\n'
        b"Content-Transfer-Encoding: base64\r\n\r\n%%%\r\n--between--\r\n",
    ),
    (
        f"multipart/form-data; boundary={BOUNDARY}",
        b"--between\r\nContent-Disposition: form-data; name*=utf-16''x; filename*=hex''zz\r\n\r\nx\r\n--between--",
    ),
)
FILES: tuple[tuple[str, bytes], ...] = (
    ("owners.csv", b"Shop,Owner,E-mail\nNew,Nora,nora@example.com\n"),
    ("owners.csv", b"\xff\xfeS\0h\0o\0p\0\n\0\xd8"),
    ("owners.csv", b"a;b\n" * 3000),
    ("owners.xlsx", b"PK\x03\x04 not a workbook"),
    ("logo.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 40),
    ("logo.svg", b'<svg xmlns="http://www.w3.org/2000/svg" width="9e99" height="1"><script>planted(1)</script></svg>'),
    ("logo.svg", b'<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><svg>&b;</svg>'),
    ("../../x\0.png", b""),
    ("big.png", b"\0" * 3_000_000),
)
