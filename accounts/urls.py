"""Addresses of login, one's own account, and the access log.

Only what this program uses of django-allauth: nobody signs up, and no letters are sent, so
e-mail confirmation and password reset by e-mail have no address.
"""

from allauth.account import views as account
from allauth.socialaccount import views as social
from django.urls import include, path

from . import views

#: allauth's views look each other up by these bare names.
allauth_patterns = [
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("signup/", account.signup, name="account_signup"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("password/change/", account.password_change, name="account_change_password"),
    path("password/set/", account.password_set, name="account_set_password"),
    path("2fa/", include("allauth.mfa.urls")),
    path("3rdparty/login/cancelled/", social.login_cancelled, name="socialaccount_login_cancelled"),
    path("3rdparty/login/error/", social.login_error, name="socialaccount_login_error"),
    path("3rdparty/signup/", social.signup, name="socialaccount_signup"),
    path("3rdparty/", social.connections, name="socialaccount_connections"),
    path("", include("allauth.socialaccount.providers.openid_connect.urls")),
]

app_name = "accounts"
urlpatterns = [path("adgangslog/", views.access_log, name="access_log")]
