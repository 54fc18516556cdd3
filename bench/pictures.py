"""Makes the pictures that are kept in the repository, from real pages: run it again when the look of them changes.

python -m bench.pictures [icons] [report] [share] [readme] [desk]: all of them, or these. The report needs pdftoppm
(Debian's poppler-utils), the others Chromium.
"""

from __future__ import annotations

import os
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import django
from PIL import Image, ImageDraw
from playwright.sync_api import Browser, Page

from bench.running import ROOT, running_browser, running_site

SHOP = "bob-breakfix"
SITE = ROOT / "static" / "site"
README = ROOT / "docs" / "pictures" / "result.webp"
FIRM = """
from django.contrib.auth.models import User
from clients.models.firms import Firm, Membership
from clients.models.shops import Shop
user = User.objects.create_user("anna", password="a password for pictures", first_name="Anna", is_staff=True)
firm = Firm.objects.create(name="Northern Advice", colour="#0f5f6b")
Membership.objects.create(firm=firm, user=user, role="owner")
Shop.objects.update(firm=firm, in_charge=user)
"""
SHEET = (
    "Company;Contact person;E-mail;Phone;City\nCedar PC;Kim;kim@example.com;555 0123;Bern\nBirch IT;Lee;;555 0456;Basel"
)
PAGES, PAGE_WIDTH, GAP = (1, 2), 300, 20  # of the report: which, and in pixels how wide and how far apart


def icons(browser: Browser) -> None:
    """The icon in the sizes that a phone and old browsers ask for; a phone cuts the corners itself."""
    drawing = (SITE / "icon.svg").read_text(encoding="utf-8").replace('rx="7"', "")
    made = {}
    for size in (180, 192, 512):
        page = browser.new_page(viewport={"width": size, "height": size})
        page.set_content(f"<style>body{{margin:0}}svg{{display:block;width:{size}px}}</style>{drawing}")
        made[size] = Image.open(BytesIO(page.screenshot())).convert("RGB").quantize(32)
        made[size].save(SITE / f"icon-{size}.png", optimize=True)
        page.close()
    page = browser.new_page(viewport={"width": 48, "height": 48})
    page.set_content(f"<style>body{{margin:0}}svg{{display:block}}</style>{(SITE / 'icon.svg').read_text()}")
    small = Image.open(BytesIO(page.screenshot(omit_background=True)))
    small.save(SITE / "favicon.ico", sizes=[(16, 16), (32, 32), (48, 48)])


def report() -> None:
    """Two pages of the report, as it is rendered today."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "msp_assess.settings")
    os.environ.setdefault("DATABASE_URL", "sqlite://:memory:")
    django.setup()
    from reports.pdf.document import example, render  # noqa: PLC0415 -- after Django is set up

    document, pages = render(example(SHOP)), []
    for number in PAGES:
        command = ["pdftoppm", "-png", "-r", "130", "-f", str(number), "-l", str(number), "-"]
        found = subprocess.run(command, input=document, capture_output=True, check=True).stdout
        page = Image.open(BytesIO(found)).convert("RGB")
        pages.append(page.resize((PAGE_WIDTH, round(page.height * PAGE_WIDTH / page.width)), Image.Resampling.LANCZOS))
    together = Image.new("RGBA", (len(pages) * (PAGE_WIDTH + GAP) - GAP, pages[0].height))
    for number, page in enumerate(pages):
        together.paste(page, (number * (PAGE_WIDTH + GAP), 0))
        left = number * (PAGE_WIDTH + GAP)
        ImageDraw.Draw(together).rectangle((left, 0, left + PAGE_WIDTH - 1, page.height - 1), outline="#c9c2b7")
    together.save(SITE / "report.webp", quality=55, method=6)


def share(browser: Browser, site: str) -> None:
    """What a link to the first page shows where it is shared: its upper part."""
    page = browser.new_page(viewport={"width": 1200, "height": 630})
    page.goto(site)
    page.screenshot(path=SITE / "share.png")
    Image.open(SITE / "share.png").convert("RGB").quantize(128).save(SITE / "share.png", optimize=True)
    page.close()


def readme(browser: Browser, site: str) -> None:
    """The example's result on a phone and on a desk, side by side."""
    shots = []
    for width in (390, 1000):
        page = browser.new_page(viewport={"width": width, "height": 844})
        page.goto(f"{site}/example/{SHOP}/")
        shots.append(Image.open(BytesIO(page.screenshot())).convert("RGB"))
        page.close()
    together = Image.new("RGB", (sum(each.width for each in shots) + 24, 844), "#d8d2c8")
    together.paste(shots[0], (0, 0))
    together.paste(shots[1], (shots[0].width + 24, 0))
    README.parent.mkdir(exist_ok=True)
    together.save(README, quality=70, method=6)


def desk(browser: Browser) -> None:
    """The pages that docs/consultants.md shows, with the example shops of an invented firm."""
    with running_site(["demo"], ["shell", "-c", FIRM]) as site:
        page = browser.new_page(viewport={"width": 1280, "height": 720})
        page.goto(f"{site}/account/login/")
        page.locator("[name=login]").fill("anna")
        page.locator("[name=password]").fill("a password for pictures")
        page.locator("main [type=submit]").first.click()
        page.goto(f"{site}/admin/clients/")
        page.locator("p.count").evaluate("each => each.scrollIntoView()")
        _keep(page, "desk-clients")
        for box in page.locator("[name=shop]").all()[:3]:
            box.check()
        page.locator("button[value=archive]").click()
        page.wait_for_selector(".sure")
        _keep(page, "desk-archive")
        page.goto(f"{site}/admin/clients/?q=bob")
        page.locator("table.clients tbody th a").first.click()
        page.wait_for_load_state()
        _keep(page, "desk-client")
        page.goto(f"{site}/admin/clients/bring/")
        page.locator("#id_text").fill(SHEET)
        page.locator("main button.default").click()
        page.wait_for_selector("#headed")
        _keep(page, "desk-columns")
        page.close()


def _keep(page: Page, name: str) -> None:
    picture = Image.open(BytesIO(page.screenshot())).convert("RGB")
    picture.save(README.with_name(f"{name}.webp"), quality=60, method=6)


def main() -> None:
    wanted = sys.argv[1:] or ["icons", "report", "share", "readme", "desk"]
    if "report" in wanted:
        report()
    with running_browser() as browser:
        if "icons" in wanted:
            icons(browser)
        if "desk" in wanted:
            desk(browser)
        if {"share", "readme"} & {*wanted}:
            with running_site() as site:
                if "share" in wanted:
                    share(browser, site)
                if "readme" in wanted:
                    readme(browser, site)
    for path in (*SITE.glob("*.png"), SITE / "favicon.ico", *SITE.glob("*.webp"), *README.parent.glob("*.webp")):
        print(f"{path.relative_to(ROOT)}: {Path(path).stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
