"""Journeys through the pages in headless Chromium: as an owner goes them, by mouse and by keyboard, without JavaScript.

    journeys.py PROGRAM CHROMIUM

Prints a line for each check that failed, and one at the end. Exits with 1 when any did.
"""

import json
import os
import re
import subprocess
import sys
import tempfile

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

PROGRAM, CHROMIUM = sys.argv[1], sys.argv[2]
NOW = "2026-10-01T09:00:00Z"
SIZES = {"wide": (1100, 800), "phone": (390, 844), "zoomed": (550, 400)}
PAGES = [
    "/", "/log", "/log?how=bad", "/log?vendor=northwind", "/todo", "/vendors", "/vendors/northwind",
    "/vendors/swiftpost", "/stages/shipping", "/stages/shipping?from=northwind&to=parcelo", "/journey", "/record",
    "/record?vendor=northwind&what=lost", "/record?text=nothing+has+this", "/record/166", "/record/166/edit", "/reports",
    "/reports/2026-Q3", "/data", "/vendors/northwind/letters/complaint", "/none",
]
failures = []
checks = 0


def check(holds, what):
    global checks
    checks += 1
    if not holds:
        failures.append(what)
        print("FAILED", what, flush=True)


class Server:
    """`vendorscore serve` in a folder."""

    def __init__(self, folder, *options):
        self.folder = folder
        self.process = subprocess.Popen(
            [PROGRAM, "serve", "--port", "0", *options], cwd=folder, stdout=subprocess.PIPE, text=True,
            env=dict(os.environ, VENDORSCORE_NOW=NOW))
        self.link = self.next_link()
        self.base = self.link.split("/start")[0]

    def next_link(self):
        for line in self.process.stdout:
            found = re.search(r"http\S+", line)
            if found:
                return found.group(0)
        raise RuntimeError("the server ended")

    def stop(self):
        self.process.terminate()
        check(self.process.wait(20) == 0, "the server ends in order")


def run(folder, *words):
    return subprocess.run(
        [PROGRAM, *words], cwd=folder, capture_output=True, text=True, check=True,
        env=dict(os.environ, VENDORSCORE_NOW=NOW)).stdout


def demo():
    folder = tempfile.mkdtemp(prefix="vendorscore-")
    run(folder, "init", "--demo")
    return folder


def small():
    """A store with vendors and nothing on record."""
    folder = tempfile.mkdtemp(prefix="vendorscore-")
    with open(folder + "/vendors.json", "w") as file:
        json.dump({
            "store": "Sheds & Sons",
            "journey": [{"id": "payments", "name": "Payments"}, {"id": "shipping", "name": "Shipping"}],
            "vendors": [
                {"id": "paywell", "name": "Paywell", "stage": "payments", "role": "primary"},
                {"id": "parcelo", "name": "Parcelo", "stage": "shipping", "role": "primary"},
                {"id": "northwind", "name": "Northwind Freight", "stage": "shipping", "role": "fallback"},
            ]}, file)
    return folder


def context(browser, server, size="wide", scheme="light", script=False):
    width, height = SIZES[size]
    made = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme=scheme, java_script_enabled=script,
        base_url=server.base)
    page = made.new_page()
    page.set_default_timeout(15_000)
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    made.asked = asked
    page.goto(server.link)
    page.wait_for_url(server.base + "/")
    server.link = server.next_link()
    return made, page


# What each page looks like, at every size and in both schemes.

MEASURE = """() => {
  const wide = document.documentElement.scrollWidth > document.documentElement.clientWidth;
  const small = [...document.querySelectorAll('main a.button, button, input, select, textarea, summary, nav a, .pill, .bars a')]
    .filter(e => e.type !== 'hidden' && e.offsetParent !== null && e.type !== 'checkbox')
    .map(e => [e.outerHTML.slice(0, 80), e.getBoundingClientRect()])
    .filter(([, r]) => r.height < 43.5 && r.width > 1).map(([h, r]) => h + ' ' + r.height);
  return {wide, small};
}"""


def looks(browser):
    server = Server(demo())
    axe = Axe()
    for size in SIZES:
        for scheme in ("light", "dark"):
            made, page = context(browser, server, size, scheme, script=True)
            for path in PAGES:
                made.asked.clear()
                page.goto(path)
                found = page.evaluate(MEASURE)
                where = f"{path} ({size}, {scheme})"
                expected = [server.base + path, server.base + "/style.css"]
                check(made.asked[:2] == expected and len(made.asked) == 2, f"{where} asks for {made.asked}")
                check(not found["wide"], f"{where} scrolls sideways")
                check(not found["small"], f"{where} has targets under 44 px: {found['small'][:3]}")
                if size != "zoomed":
                    result = axe.run(page)
                    for violation in result.response["violations"]:
                        nodes = [node["target"] for node in violation["nodes"]][:2]
                        check(False, f"{where}: axe {violation['id']} at {nodes}")
                    check(True, where)
            made.close()
    server.stop()


# What an owner does.

def first_log(browser, size):
    """From an empty store: three taps, seen on Home, and back."""
    folder = small()
    server = Server(folder)
    made, page = context(browser, server, size)
    page.get_by_role("link", name="Something went wrong").click()
    page.get_by_label("Northwind Freight").check()
    page.get_by_label("Lost never came").check()
    page.get_by_role("button", name="Save", exact=True).click()
    check("/record/1" in page.url, f"{size}: saved, at {page.url}")
    check("Saved #1. Northwind Freight" in page.inner_text("main"), f"{size}: what it did is said")
    page.goto("/")
    check("#1" in page.inner_text("section:has(#h-lately)"), f"{size}: seen on Home")
    check(page.inner_text("h1").startswith("Keep an eye on Northwind Freight"), f"{size}: what to do is said")
    page.get_by_role("button", name=re.compile("^Undo")).click()
    check("1 entry" not in run(folder, "incidents"), f"{size}: taken back")
    made.close()
    server.stop()


def mistakes(browser):
    server = Server(small())
    made, page = context(browser, server)
    page.goto("/log")
    page.get_by_label("Late came after the promised day").check()
    page.get_by_label("In a few words").fill("Two days late")
    page.get_by_text("More: whose doing").click()
    page.get_by_label("Money lost (USD)").fill("much")
    page.get_by_role("button", name="Save", exact=True).click()
    check(page.inner_text(".problems h2") == "Not saved: 2 things", "mistakes are counted")
    check(page.get_by_label("In a few words").input_value() == "Two days late", "what was typed is kept")
    check(page.get_by_label("Money lost (USD)").input_value() == "much", "also what is wrong")
    check(page.get_by_label("Late came after the promised day").is_checked(), "and what was chosen")
    page.get_by_label("Parcelo").check()
    page.get_by_label("Money lost (USD)").fill("12.50")
    page.get_by_role("button", name="Save and add another").click()
    check(page.url.endswith("/log?vendor=parcelo"), "another one can be added")
    check(page.get_by_label("Parcelo").is_checked(), "about the same vendor")
    made.close()
    server.stop()


def keyboard(browser):
    """By keyboard alone, with a script-free page."""
    server = Server(small())
    made, page = context(browser, server)
    page.goto("/")
    page.keyboard.press("Tab")
    check(page.locator(":focus").inner_text() == "Skip to content", "the first stop skips to the content")
    page.goto("/log")
    names = []
    for _ in range(40):
        page.keyboard.press("Tab")
        focus = page.locator(":focus")
        name = focus.get_attribute("name") or focus.inner_text()
        names.append(name)
        if name == "vendor":
            page.keyboard.press("Space")
        if name == "what":
            page.keyboard.press("Space")
        if name == "Save":
            break
    order = [name for name in ("vendor", "what", "text", "when", "severity", "Save") if name in names]
    check(order == ["vendor", "what", "text", "when", "severity", "Save"], f"tab order: {names}")
    page.keyboard.press("Enter")
    page.wait_for_url("**/record/1")
    check("Saved #1" in page.inner_text("main"), "saved by keyboard")
    made.close()
    server.stop()


def month(browser):
    """The five-minute month to its end."""
    folder = demo()
    server = Server(folder)
    made, page = context(browser, server, "phone")
    page.get_by_role("link", name="Menu").click()
    page.locator("#nav").get_by_role("link", name=re.compile("^To do")).click()
    before = page.locator("main li").count()
    page.get_by_role("button", name="Won't claim").first.click()
    check("is done with." in page.inner_text("section[aria-labelledby=h-claims]"), "an answer is acknowledged where it was given")
    check(page.locator("main li").count() == before - 1, "and its question is gone")
    page.get_by_role("button", name="Resolved by now").first.click()
    check("is resolved." in page.inner_text("section[aria-labelledby=h-open]"), "what is resolved, too")
    check(page.evaluate("scrollY") > 100, "and the page stays there")
    page.get_by_role("button", name="Still not: ask again in 14 days").first.click()
    check("comes again on" in page.inner_text("main"), "something is asked again")
    page.get_by_label("Claimed it").first.fill("12.50")
    page.get_by_role("button", name="Save").first.click()
    check("12.50 USD claimed." in page.inner_text("main"), "a claim is noted with its amount")
    page.get_by_role("button", name=re.compile("^Done for October")).click()
    check("Done for this month." in page.inner_text("main"), "the month has an end")
    made.close()
    server.stop()


def brings_in(browser):
    """A file: looked at first, then brought in."""
    folder = small()
    server = Server(folder)
    made, page = context(browser, server)
    page.goto("/data")
    rows = "date,vendor,outcome,severity,summary\n2026-09-01,parcelo,bad,3,Scratched\n"
    page.get_by_label("A file of up to 2 MB").set_input_files(
        {"name": "rows.csv", "mimeType": "text/csv", "buffer": rows.encode()})
    page.get_by_role("button", name="Look what it would bring").click()
    check("1 new" in page.inner_text("main") and "dry run" in page.inner_text("main"), "a dry run first")
    check("Scratched" not in run(folder, "incidents"), "which stores nothing")
    page.get_by_role("button", name="Bring it in").click()
    check("was brought in" in page.inner_text("section[aria-labelledby=h-imports]"), "then it is brought in")
    check(page.url.endswith("/data?done=brought#h-imports"), "and loading the page again sends nothing")
    check("Scratched" in run(folder, "incidents"), "and on record")
    made.close()
    server.stop()


def what_if(browser):
    server = Server(demo())
    made, page = context(browser, server)
    page.goto("/stages/shipping")
    page.get_by_label("In place of").select_option("northwind")
    page.get_by_label("we took").select_option("parcelo")
    page.get_by_role("button", name="Show", exact=True).click()
    text = page.inner_text(".effect")
    check("Parcelo gives less trouble than Northwind Freight" in text, f"what if: {text}")
    made.close()
    server.stop()


def prints(browser):
    """Home and a report on paper: no row of a table is cut."""
    server = Server(demo())
    made, page = context(browser, server)
    for path in ("/", "/reports/2026-Q3"):
        page.goto(path)
        pdf = page.pdf(format="A4", prefer_css_page_size=True)
        check(pdf[:5] == b"%PDF-", f"{path} prints")
        page.emulate_media(media="print")
        hidden = page.locator("header.top").is_visible()
        check(not hidden, f"{path} prints no navigation")
        page.emulate_media(media="screen")
    made.close()
    server.stop()


# What strangers do.

def strangers(browser):
    folder = demo()
    server = Server(folder)
    made, page = context(browser, server, script=True)
    before = run(folder, "history")

    # A name that was rebound to this machine.
    rebound = browser.new_context()
    stranger = rebound.new_page()
    port = server.base.rsplit(":", 1)[1]
    answer = stranger.goto(f"http://rebound.example:{port}/")
    check(answer.status == 421 and "Northwind" not in stranger.content(), "a rebound name is shown nothing")
    rebound.close()

    # A page of another port, in the owner's own browser.
    other = subprocess.Popen(
        [sys.executable, "-m", "http.server", "0", "--bind", "127.0.0.1"], cwd=tempfile.mkdtemp(),
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        env=dict(os.environ, PYTHONUNBUFFERED="1"))
    address = re.search(r"http://127.0.0.1:\d+/|port (\d+)", other.stdout.readline())
    attacker = made.new_page()
    attacker.goto(f"http://127.0.0.1:{address.group(1)}/")
    read = attacker.evaluate(
        """async base => { try { const a = await fetch(base + '/', {credentials: 'include'}); return await a.text(); }
        catch (error) { return 'refused'; } }""", server.base)
    check(read == "refused", "another port's page reads nothing")
    attacker.evaluate(
        """base => { const form = document.createElement('form'); form.method = 'post'; form.action = base + '/log';
        for (const [name, value] of [['vendor', 'northwind'], ['what', 'lost'], ['token', '0']]) {
          const input = document.createElement('input'); input.name = name; input.value = value; form.append(input); }
        document.body.append(form); form.submit(); }""", server.base)
    attacker.wait_for_url(server.base + "/log")
    attacker.wait_for_load_state()
    check("Nothing was done" in attacker.content() or "Open the link" in attacker.content(), "its form is refused")
    framed = made.new_page()
    framed.goto(f"http://127.0.0.1:{address.group(1)}/")
    framed.evaluate(
        "base => { const frame = document.createElement('iframe'); frame.src = base + '/'; document.body.append(frame); }",
        server.base)
    framed.wait_for_timeout(500)
    texts = []
    for frame in framed.frames[1:]:
        try:
            texts.append(frame.content())
        except Exception:
            texts.append("")
    check(not any("Northwind" in text for text in texts), "a page in a frame shows nothing")
    check(run(folder, "history") == before, "nothing was changed")
    # The link, followed from a page: the owner is in all the same.
    fresh = browser.new_context()
    mail = fresh.new_page()
    mail.goto(f"http://127.0.0.1:{address.group(1)}/")
    mail.evaluate(
        "link => { const a = document.createElement('a'); a.href = link; a.id = 'go'; a.textContent = 'go'; document.body.append(a); }",
        server.link)
    mail.click("#go")
    mail.wait_for_url(server.base + "/")
    check("Northwind" in mail.content(), "a link on a page lets its owner in")
    fresh.close()
    other.kill()
    made.close()
    server.stop()


def hostile(browser):
    """Text from outside, in every field: no script runs, and nothing is asked for elsewhere."""
    folder = small()
    text = "<script>document.title='x'</script>\"><img src=http://evil.example/x onerror=alert(1)> javascript:alert(2) \u202edrow =1+1"
    with open(folder + "/vendors.json") as file:
        catalog = json.load(file)
    catalog["vendors"][1]["name"] = "<svg onload=alert(3)>Par"
    catalog["vendors"][1]["contact"] = "javascript:alert(4) <img src=http://evil.example/y>"
    with open(folder + "/vendors.json", "w") as file:
        json.dump(catalog, file)
    run(folder, "log", "parcelo", "late", text, "--ref", "<b>1</b>")
    server = Server(folder)
    made, page = context(browser, server, script=True)
    dialogs = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    for path in ("/", "/log?vendor=parcelo", "/todo", "/vendors", "/vendors/parcelo", "/stages/shipping", "/journey",
                 "/record", "/record/1", "/reports/2026-Q4", "/data", "/vendors/parcelo/letters/complaint",
                 "/record?text=%3Cscript%3Ealert(5)%3C/script%3E"):
        page.goto(path)
        page.wait_for_timeout(50)
        check(page.title() != "x", f"{path} runs a script")
    check(not dialogs, f"scripts ran: {dialogs}")
    outside = [url for url in made.asked if not url.startswith(server.base)]
    check(not outside, f"asked elsewhere: {outside}")
    made.close()
    server.stop()


with sync_playwright() as playwright:
    browser = playwright.chromium.launch(
        executable_path=CHROMIUM,
        args=["--no-sandbox", "--host-resolver-rules=MAP rebound.example 127.0.0.1, MAP evil.example ~NOTFOUND"])
    for size in SIZES:
        first_log(browser, size)
    for journey in (mistakes, keyboard, month, brings_in, what_if, prints, strangers, hostile, looks):
        journey(browser)
    browser.close()
print(f"{checks - len(failures)} of {checks} checks hold")
sys.exit(1 if failures else 0)
