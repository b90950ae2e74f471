"""The site's languages: the catalogues, the dates, and how templates and scripts speak them."""
